!> Standard output and standard error, flushed line by line so that a log can be followed while the program runs.
module console
  use, intrinsic :: iso_fortran_env, only: output_unit, error_unit
  use version, only: program_name
  use posix, only: end_program
  implicit none
  private
  public :: say, fail, exit_failure, exit_usage, exit_unverified

  integer, parameter :: exit_failure = 1, exit_usage = 2, exit_unverified = 3

contains

  subroutine say(line)
    character(*), intent(in) :: line

    write (output_unit, '(a)') line
    flush (output_unit)
  end subroutine say

  !> One message to standard error, then the end.
  subroutine fail(status, message)
    integer, intent(in) :: status
    character(*), intent(in) :: message

    write (error_unit, '(a)') program_name//": error: "//message
    call end_program(status)
  end subroutine fail
end module console
