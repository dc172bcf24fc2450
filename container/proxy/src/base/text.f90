!> Values as text.
module text
  use kinds, only: wp, i8
  implicit none
  private
  public :: text_of, fixed, scientific, quoted

  interface text_of
    module procedure text_of_integer, text_of_long
  end interface text_of

contains

  pure function text_of_integer(value) result(text)
    integer, intent(in) :: value
    character(:), allocatable :: text

    text = text_of_long(int(value, i8))
  end function text_of_integer

  pure function text_of_long(value) result(text)
    integer(i8), intent(in) :: value
    character(:), allocatable :: text
    character(20) :: buffer

    write (buffer, '(i0)') value
    text = trim(buffer)
  end function text_of_long

  !> With `digits` decimals and a digit before the point.
  pure function fixed(value, digits) result(text)
    real(wp), intent(in) :: value
    integer, intent(in) :: digits
    character(:), allocatable :: text
    character(40) :: buffer

    write (buffer, '(f40.'//text_of(digits)//')') value
    text = trim(adjustl(buffer))
  end function fixed

  !> Seventeen significant digits: reading it back gives the same float64.
  pure function scientific(value) result(text)
    real(wp), intent(in) :: value
    character(:), allocatable :: text
    character(32) :: buffer

    write (buffer, '(es32.16e3)') value
    text = trim(adjustl(buffer))
  end function scientific

  !> A JSON string; control characters become spaces.
  pure function quoted(value) result(text)
    character(*), intent(in) :: value
    character(:), allocatable :: text
    integer :: i

    text = '"'
    do i = 1, len_trim(value)
      select case (value(i:i))
      case ('"', '\')
        text = text//'\'//value(i:i)
      case (achar(0):achar(31))
        text = text//' '
      case default
        text = text//value(i:i)
      end select
    end do
    text = text//'"'
  end function quoted
end module text
