!> Memory bandwidth and effective clock of the machine, within seconds. Run before and after a benchmark they tell a machine
!> that drifted from a program that changed. Says nothing about the program that is benchmarked.
!>
!>   machine-canary --array-bytes N --output FILE
!>
!> N bytes for each of the triad's three arrays: four times the last-level cache or more. Threads: OMP_NUM_THREADS. Ends with
!> status 2 for misuse, 3 where the answer is wrong, 1 where there is no memory or FILE cannot be written.
program machine_canary
  use, intrinsic :: iso_fortran_env, only: error_unit
  use compiler_facts, only: compiler_name, compiler_flags
  use effective_clock, only: clock_type, measure_clock, clock_trials, cycles_per_trial, clock_method
  use json_writer, only: json_file_type, open_json, close_json
  use kinds, only: wp, i8
  use posix, only: end_program
  use stream_triad, only: triad_type, measure_triad, triad_trials, triad_counting
  use trial_times, only: rates_type
  use version, only: program_version
  !$ use omp_lib, only: omp_get_max_threads
  implicit none

  character(*), parameter :: usage = "usage: machine-canary --array-bytes N --output FILE, N from 24 to 1e15"
  real(wp), parameter :: error_limit = 1.0e-13_wp ! STREAM's own, for float64
  type(triad_type) :: triad
  type(clock_type) :: clock
  character(:), allocatable :: path
  integer(i8) :: array_bytes
  integer :: threads
  logical :: ok

  call read_arguments()
  threads = 1
  !$ threads = omp_get_max_threads()
  call measure_triad(array_bytes / 8, triad, ok)
  if (.not. ok) call fail(1, "no memory for three arrays of the size given")
  call measure_clock(clock)
  if (.not. triad%relative_error <= error_limit) call fail(3, "the triad's answer is wrong")
  if (.not. clock%chain_closes) call fail(3, "the chain of additions does not lead where it must")
  call write_report()
  if (.not. ok) call fail(1, "cannot write "//path)

contains

  subroutine read_arguments()
    character(4096) :: words(4)
    integer :: i, status

    words = ""
    do i = 1, min(4, command_argument_count())
      call get_command_argument(i, words(i))
    end do
    if (command_argument_count() /= 4 .or. words(1) /= "--array-bytes" .or. words(3) /= "--output") call fail(2, usage)
    if (words(2) == "" .or. verify(trim(words(2)), "0123456789") /= 0 .or. len_trim(words(2)) > 15) call fail(2, usage)
    read (words(2), *, iostat=status) array_bytes
    if (status /= 0 .or. array_bytes < 24 .or. words(4) == "") call fail(2, usage)
    path = trim(words(4))
  end subroutine read_arguments

  subroutine write_report()
    type(json_file_type) :: json

    call open_json(path, json)
    call json%integer("report_version", 1)
    call json%string("program", "machine-canary")
    call json%string("version", program_version)
    call json%string("compiler", compiler_name())
    call json%string("compiler_options", compiler_flags())
    call json%integer("threads", threads)
    call json%begin("{", "triad")
    call json%long("array_bytes", array_bytes / 8 * 8)
    call json%integer("trials", triad_trials)
    call write_rates(json, "gb_per_s", triad%bytes_per_s)
    call json%real("relative_error", triad%relative_error)
    call json%string("counting", triad_counting)
    call json%finish("}")
    call json%begin("{", "clock")
    call json%integer("trials", clock_trials)
    call json%long("cycles_per_trial", cycles_per_trial)
    call write_rates(json, "single_thread_ghz", clock%single_thread_hz)
    call write_rates(json, "all_threads_ghz", clock%all_threads_hz)
    call json%string("method", clock_method)
    call json%finish("}")
    call close_json(json)
    ok = json%ok
  end subroutine write_report

  subroutine write_rates(json, key, per_s)
    type(json_file_type), intent(inout) :: json
    character(*), intent(in) :: key
    type(rates_type), intent(in) :: per_s

    call json%begin("{", key)
    call json%real("best", per_s%best / 1.0e9_wp)
    call json%real("median", per_s%median / 1.0e9_wp)
    call json%finish("}")
  end subroutine write_rates

  subroutine fail(status, message)
    integer, intent(in) :: status
    character(*), intent(in) :: message

    write (error_unit, '(a)') "machine-canary: error: "//message
    call end_program(status)
  end subroutine fail
end program machine_canary
