!> Chemical transport model proxy: from the options to the report. See container/proxy/README.md.
program ctm_proxy
  use console, only: say, fail, exit_failure, exit_unverified
  use model_restart, only: load_model, save_model
  use outcome, only: outcome_type
  use posix, only: make_directory, end_program
  use run_header, only: print_header, print_tracers, print_help, print_version
  use run_options, only: options_type, parse_options
  use run_report, only: write_report
  use simulation, only: simulation_type, start_simulation, spin_up_hours, run_hours, finish_simulation, verify_simulation
  use timer_report, only: print_timers, write_timers
  use timers, only: timer_type, new_timers, start_timer, stop_timer, total, initialization, spin_up, timesteps, diagnostics, &
    output
  use verification, only: print_checks
  use version, only: program_name
  !$ use omp_lib, only: omp_get_max_threads
  implicit none

  type(options_type) :: options
  type(simulation_type) :: run
  type(timer_type), allocatable :: list(:)
  type(outcome_type) :: found
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
  if (allocated(options%restart_out)) call require_restart_place(options%restart_out)
  call print_header(options, threads)

  call start_timer(list(initialization))
  call start_simulation(options, threads, run)
  if (run%model%tracers%ntracer > 0) call print_tracers(run%model%tracers%ntracer, threads)
  if (allocated(options%restart_in)) call load_model(options%restart_in, run)
  call stop_timer(list(initialization))

  if (options%spin_up > 0) then
    call start_timer(list(spin_up))
    call spin_up_hours(run)
    call stop_timer(list(spin_up))
  end if

  call start_timer(list(timesteps))
  call run_hours(run, list)
  call stop_timer(list(timesteps))

  if (allocated(options%restart_out)) then
    call start_timer(list(output))
    call save_model(run, options%restart_out)
    call stop_timer(list(output))
  end if
  call finish_simulation(run, list)

  call start_timer(list(diagnostics))
  call verify_simulation(run, found)
  call stop_timer(list(diagnostics))
  call stop_timer(list(total))

  call write_report(options%output//"/report.json", run, list, found, report_ok)
  call print_timers(list)
  call print_checks(found%checks)
  call write_timers(options%output//"/timers.json", list, timers_ok)
  if (.not. (timers_ok .and. report_ok)) call fail(exit_failure, "cannot write the results in '"//options%output//"'")
  if (.not. all(found%checks%passed)) call fail(exit_unverified, "a verification check failed; see the report in "//options%output)
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

  subroutine require_restart_place(path)
    character(*), intent(in) :: path
    integer :: unit, status

    open (newunit=unit, file=path//".tmp", status="replace", action="write", iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot write '"//path//"'; give --restart-out a file in a writable directory")
    close (unit, status="delete", iostat=status)
  end subroutine require_restart_place
end program ctm_proxy
