!> Chemical transport model proxy: transport or chemistry, and checks. See container/proxy/README.md.
program ctm_proxy
  use checksum, only: field_checksum
  use chemistry_run, only: run_chemistry
  use console, only: say, fail, exit_failure, exit_unverified
  use error_norms, only: norms_type, exact_solution_known, tracer_error_norms
  use flow, only: flow_type
  use global_diagnostics, only: diagnostics_type, start_diagnostics
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use model_state, only: state_type, initialise_state
  use named_flow, only: make_flow
  use posix, only: make_directory, end_program
  use run_header, only: print_header, print_help, print_version
  use run_options, only: options_type, parse_options
  use run_report, only: write_report
  use simulation, only: run_hours
  use timer_report, only: print_timers, write_timers
  use timers, only: timer_type, new_timers, start_timer, stop_timer, total, initialization, timesteps, diagnostics, output
  use tracer_transport, only: tracer_work_type, allocate_tracer_work
  use verification, only: check_type, verify_run, print_checks
  use version, only: program_name
  !$ use omp_lib, only: omp_get_max_threads
  implicit none

  type(options_type) :: options
  type(timer_type), allocatable :: list(:)
  type(check_type), allocatable :: checks(:)
  logical :: timers_ok, report_ok
  integer :: threads

  options = parse_options()
  if (options%help) then
    call print_help()
    call end_program(0)
  else if (options%version) then
    call print_version()
    call end_program(0)
  end if

  list = new_timers()
  call start_timer(list(total))
  threads = 1
  !$ threads = omp_get_max_threads()
  call require_writable(options%output) ! found out before computing, not after
  call print_header(options, threads)

  if (options%simulation == "chemistry") then
    call run_chemistry(options, threads, list, checks, report_ok)
  else
    call run_transport()
  end if

  call print_timers(list)
  call print_checks(checks)
  call write_timers(options%output//"/timers.json", list, timers_ok)
  if (.not. (timers_ok .and. report_ok)) call fail(exit_failure, "cannot write the results in '"//options%output//"'")
  if (.not. all(checks%passed)) call fail(exit_unverified, "a verification check failed; see the report in "//options%output)
  call say(program_name//": completed")

contains

  subroutine require_writable(directory)
    character(*), intent(in) :: directory
    integer :: unit, status

    call make_directory(directory)
    open (newunit=unit, file=directory//"/report.json.tmp", status="replace", action="write", iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot write in '"//directory//"'; give --output a writable directory")
    close (unit, status="delete", iostat=status)
  end subroutine require_writable

  subroutine run_transport()
    type(state_type) :: state
    type(tracer_work_type), allocatable :: work(:)
    type(diagnostics_type) :: found
    type(norms_type), allocatable :: norms(:)
    character(16) :: digest
    integer :: tracer

    call start_timer(list(initialization))
    call initialise_state(named_grid(options%resolution), make_levels(options%levels), make_flow(options%flow), &
                          options%tracers, state)
    call allocate_tracer_work(state, threads, work)
    call start_diagnostics(state, found)
    call stop_timer(list(initialization))

    call start_timer(list(timesteps))
    call run_hours(options%hours, options%fault, state, work, found, list)
    call stop_timer(list(timesteps))

    call start_timer(list(diagnostics))
    checks = verify_run(state, found)
    allocate (norms(merge(state%ntracer, 0, exact_solution_known(state))))
    !$omp parallel do schedule(static)
    do tracer = 1, size(norms)
      norms(tracer) = tracer_error_norms(state, tracer)
    end do
    !$omp end parallel do
    call stop_timer(list(diagnostics))

    call start_timer(list(output))
    digest = field_checksum(state%q)
    call stop_timer(list(output))
    call stop_timer(list(total))
    call write_report(options%output//"/report.json", options, threads, state, list, checks, norms, digest, report_ok)
  end subroutine run_transport
end program ctm_proxy
