!> JSON to a file, written beside its destination and renamed into place, so that a reader never sees half of it.
module json_writer
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use kinds, only: wp, i8
  use text, only: text_of, scientific, fixed, quoted
  use posix, only: rename_file
  implicit none
  private
  public :: json_file_type, open_json, close_json

  type :: json_file_type
    private
    character(:), allocatable :: path
    integer :: unit = -1, depth = 0
    logical :: first = .true.
    logical, public :: ok = .true. !< false once any write has failed
  contains
    procedure :: begin
    procedure :: finish
    procedure :: string
    procedure :: real => real_member
    procedure :: seconds
    procedure :: integer => integer_member
    procedure :: long
    procedure :: logical => logical_member
    procedure :: null
    procedure, private :: member, put
  end type json_file_type

contains

  subroutine open_json(path, json)
    character(*), intent(in) :: path
    type(json_file_type), intent(out) :: json
    integer :: status

    json%path = path
    open (newunit=json%unit, file=path//".tmp", status="replace", action="write", iostat=status)
    json%ok = status == 0
    call json%put("{")
    json%depth = 1
  end subroutine open_json

  subroutine close_json(json)
    type(json_file_type), intent(inout) :: json
    integer :: status

    json%depth = 0
    call json%put(new_line("a")//"}"//new_line("a"))
    if (.not. json%ok) return
    close (json%unit, iostat=status)
    json%ok = status == 0
    if (json%ok) call rename_file(json%path//".tmp", json%path, json%ok)
  end subroutine close_json

  !> Open an object or array (`bracket` "{" or "["), as a member if it has a key, otherwise as an element.
  subroutine begin(self, bracket, key)
    class(json_file_type), intent(inout) :: self
    character(1), intent(in) :: bracket
    character(*), intent(in), optional :: key

    call self%member(bracket, key)
    self%depth = self%depth + 1
    self%first = .true.
  end subroutine begin

  subroutine finish(self, bracket)
    class(json_file_type), intent(inout) :: self
    character(1), intent(in) :: bracket

    self%depth = self%depth - 1
    call self%put(new_line("a")//repeat("  ", self%depth)//bracket)
    self%first = .false.
  end subroutine finish

  subroutine string(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key, value

    call self%member(quoted(value), key)
  end subroutine string

  !> Infinities and NaN have no JSON number: they become null.
  subroutine real_member(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key
    real(wp), intent(in) :: value

    if (ieee_is_finite(value)) then
      call self%member(scientific(value), key)
    else
      call self%null(key)
    end if
  end subroutine real_member

  subroutine seconds(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key
    real(wp), intent(in) :: value

    call self%member(fixed(value, 6), key)
  end subroutine seconds

  subroutine integer_member(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key
    integer, intent(in) :: value

    call self%member(text_of(value), key)
  end subroutine integer_member

  subroutine long(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key
    integer(i8), intent(in) :: value

    call self%member(text_of(value), key)
  end subroutine long

  subroutine logical_member(self, key, value)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key
    logical, intent(in) :: value

    call self%member(trim(merge("true ", "false", value)), key)
  end subroutine logical_member

  subroutine null(self, key)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: key

    call self%member("null", key)
  end subroutine null

  subroutine member(self, value, key)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: value
    character(*), intent(in), optional :: key

    if (.not. self%first) call self%put(",")
    self%first = .false.
    call self%put(new_line("a")//repeat("  ", self%depth))
    if (present(key)) call self%put(quoted(key)//": ")
    call self%put(value)
  end subroutine member

  subroutine put(self, characters)
    class(json_file_type), intent(inout) :: self
    character(*), intent(in) :: characters
    integer :: status

    if (.not. self%ok) return
    write (self%unit, '(a)', advance="no", iostat=status) characters
    self%ok = status == 0
  end subroutine put
end module json_writer
