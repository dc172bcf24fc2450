!> A check that a run must pass. Checks fail closed: a value that is not a number passes nothing.
module verification
  use kinds, only: wp
  use console, only: say
  implicit none
  private
  public :: check_type, check, print_checks

  type :: check_type
    character(24) :: name = ""
    real(wp) :: value = 0, limit = 0
    character(4) :: unit = "1"
    logical :: passed = .false.
  end type check_type

contains

  pure type(check_type) function check(name, value, limit, unit)
    character(*), intent(in) :: name
    character(*), intent(in), optional :: unit
    real(wp), intent(in) :: value, limit

    check = check_type(name, value, limit, passed=value <= limit)
    if (present(unit)) check%unit = unit
  end function check

  subroutine print_checks(checks)
    type(check_type), intent(in) :: checks(:)
    character(100) :: line
    integer :: c

    do c = 1, size(checks)
      write (line, '("VERIFICATION ",a,2(1x,es10.3),1x,a)') trim(checks(c)%name), checks(c)%value, checks(c)%limit, &
        merge("PASSED", "FAILED", checks(c)%passed)
      call say(trim(line))
    end do
  end subroutine print_checks
end module verification
