!> Memory that begins at a cache line.
!>
!> ALLOCATE aligns for one number. A vector load of a whole cache line then always touches two of them, and the transport of
!> a tuned build is a sixth slower. Hence pointers where allocatable arrays would be simpler. The memory is kept to the end
!> of the program, which has one model.
module aligned_memory
  use, intrinsic :: iso_c_binding, only: c_int, c_size_t, c_ptr, c_f_pointer
  use kinds, only: wp, i8
  use console, only: fail, exit_failure
  use text, only: text_of
  implicit none
  private
  public :: reserve

  !> Room for an array of the given shape, not initialised: on a machine with several memories, who writes a number first
  !> decides where it is. Ends the program where there is none.
  interface reserve
    module procedure reserve_1, reserve_2, reserve_3, reserve_4
  end interface reserve

  integer(c_size_t), parameter :: line_bytes = 64, word_bytes = 8

  interface
    integer(c_int) function c_posix_memalign(memory, alignment, bytes) bind(c, name="posix_memalign")
      import :: c_int, c_size_t, c_ptr
      type(c_ptr), intent(out) :: memory
      integer(c_size_t), value :: alignment, bytes
    end function c_posix_memalign
  end interface

contains

  subroutine reserve_1(extents, array)
    integer, intent(in) :: extents(1)
    real(wp), pointer, contiguous, intent(out) :: array(:)

    call c_f_pointer(room_for(extents), array, extents)
  end subroutine reserve_1

  subroutine reserve_2(extents, array)
    integer, intent(in) :: extents(2)
    real(wp), pointer, contiguous, intent(out) :: array(:, :)

    call c_f_pointer(room_for(extents), array, extents)
  end subroutine reserve_2

  subroutine reserve_3(extents, array)
    integer, intent(in) :: extents(3)
    real(wp), pointer, contiguous, intent(out) :: array(:, :, :)

    call c_f_pointer(room_for(extents), array, extents)
  end subroutine reserve_3

  subroutine reserve_4(extents, array)
    integer, intent(in) :: extents(4)
    real(wp), pointer, contiguous, intent(out) :: array(:, :, :, :)

    call c_f_pointer(room_for(extents), array, extents)
  end subroutine reserve_4

  type(c_ptr) function room_for(extents)
    integer, intent(in) :: extents(:)
    integer(c_size_t) :: bytes

    bytes = product(int(extents, c_size_t)) * word_bytes
    if (c_posix_memalign(room_for, line_bytes, bytes) /= 0) then
      call fail(exit_failure, "no memory for "//text_of(int(bytes / 2_c_size_t**20, i8))//" MiB more")
    end if
  end function room_for
end module aligned_memory
