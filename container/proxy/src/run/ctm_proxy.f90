!> Chemical transport model proxy: from the options to the report. See container/proxy/README.md.
program ctm_proxy
  use checksum, only: field_checksum, column_checksum
  use console, only: say, fail, exit_failure, exit_unverified
  use error_norms, only: norms_type, all_error_norms
  use model_checks, only: verify_model
  use io_phase, only: finish_io
  use model_components, only: model_type, start_model
  use model_restart, only: load_model, save_model
  use posix, only: make_directory, end_program
  use run_header, only: print_header, print_help, print_version
  use run_options, only: options_type, parse_options
  use run_report, only: write_report
  use simulation, only: run_hours
  use timer_report, only: print_timers, write_timers
  use timers, only: timer_type, new_timers, start_timer, stop_timer, total, initialization, timesteps, diagnostics, output
  use verification, only: check_type, print_checks
  use version, only: program_name
  !$ use omp_lib, only: omp_get_max_threads
  implicit none

  type(options_type) :: options
  type(model_type) :: model
  type(timer_type), allocatable :: list(:)
  type(check_type), allocatable :: checks(:)
  type(norms_type), allocatable :: norms(:)
  character(16) :: digest
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
  call start_model(options, threads, model)
  if (allocated(options%restart_in)) call load_model(options%restart_in, model)
  call stop_timer(list(initialization))

  call start_timer(list(timesteps))
  call run_hours(model, list)
  call stop_timer(list(timesteps))

  if (allocated(options%restart_out)) then
    call start_timer(list(output))
    call save_model(model, options%restart_out)
    call stop_timer(list(output))
  end if
  if (model%does_io) call finish_io(model%io, list)

  call start_timer(list(diagnostics))
  checks = verify_model(model)
  allocate (norms(0))
  if (model%transports .and. .not. model%mixes) norms = all_error_norms(model%tracers)
  if (model%transports) then
    digest = field_checksum(model%tracers%q)
  else if (model%does_io) then
    digest = field_checksum(model%io%q)
  else
    digest = column_checksum(model%chemistry%y)
  end if
  call stop_timer(list(diagnostics))
  call stop_timer(list(total))

  call write_report(options%output//"/report.json", model, list, checks, norms, digest, report_ok)
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

  subroutine require_restart_place(path)
    character(*), intent(in) :: path
    integer :: unit, status

    open (newunit=unit, file=path//".tmp", status="replace", action="write", iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot write '"//path//"'; give --restart-out a file in a writable directory")
    close (unit, status="delete", iostat=status)
  end subroutine require_restart_place
end program ctm_proxy
