!> Minimal assertions: print each, remember failures, end with the count as status.
module expectations
  use kinds, only: wp
  use text, only: text_of, scientific
  use console, only: say
  use posix, only: end_program
  implicit none
  private
  public :: expect, expect_at_most, finish_tests

  integer :: failures = 0

contains

  subroutine expect(condition, name)
    logical, intent(in) :: condition
    character(*), intent(in) :: name

    call say(merge("ok     ", "FAILED ", condition)//name)
    if (.not. condition) failures = failures + 1
  end subroutine expect

  subroutine expect_at_most(value, limit, name)
    real(wp), intent(in) :: value, limit
    character(*), intent(in) :: name

    call expect(value <= limit, name//": "//scientific(value)//" <= "//scientific(limit))
  end subroutine expect_at_most

  subroutine finish_tests()
    call say(text_of(failures)//" failed")
    call end_program(min(failures, 1))
  end subroutine finish_tests
end module expectations
