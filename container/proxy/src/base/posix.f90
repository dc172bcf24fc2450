!> The few system calls that Fortran lacks.
module posix
  use, intrinsic :: iso_c_binding, only: c_char, c_int, c_null_char, c_intptr_t, c_size_t, c_ptr, c_f_pointer
  use, intrinsic :: iso_fortran_env, only: int64, output_unit, error_unit
  implicit none
  private
  public :: make_directory, rename_file, program_path, end_program, touch_invalid_memory
  public :: file_bytes, sync_file, remove_file, open_to_read, close_descriptor

  interface
    integer(c_int) function c_mkdir(path, mode) bind(c, name="mkdir")
      import :: c_int, c_char
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int), value :: mode
    end function c_mkdir

    integer(c_int) function c_rename(from, to) bind(c, name="rename")
      import :: c_int, c_char
      character(kind=c_char), intent(in) :: from(*), to(*)
    end function c_rename

    integer(c_size_t) function c_readlink(path, buffer, size) bind(c, name="readlink")
      import :: c_size_t, c_char
      character(kind=c_char), intent(in) :: path(*)
      character(kind=c_char), intent(out) :: buffer(*)
      integer(c_size_t), value :: size
    end function c_readlink

    integer(c_int) function c_open(path, flags) bind(c, name="open")
      import :: c_int, c_char
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int), value :: flags
    end function c_open

    integer(c_int) function c_close(descriptor) bind(c, name="close")
      import :: c_int
      integer(c_int), value :: descriptor
    end function c_close

    integer(c_int) function c_fsync(descriptor) bind(c, name="fsync")
      import :: c_int
      integer(c_int), value :: descriptor
    end function c_fsync

    integer(c_int) function c_unlink(path) bind(c, name="unlink")
      import :: c_int, c_char
      character(kind=c_char), intent(in) :: path(*)
    end function c_unlink

    subroutine c_exit(status) bind(c, name="exit")
      import :: c_int
      integer(c_int), value :: status
    end subroutine c_exit
  end interface

contains

  !> Create a directory; one that exists is left alone. Whether it can be written is found out by writing.
  subroutine make_directory(path)
    character(*), intent(in) :: path
    integer(c_int), parameter :: mode = int(o'777', c_int)
    integer(c_int) :: ignored

    ignored = c_mkdir(path//c_null_char, mode)
  end subroutine make_directory

  !> Replace `to` by `from` atomically.
  subroutine rename_file(from, to, ok)
    character(*), intent(in) :: from, to
    logical, intent(out) :: ok

    ok = c_rename(from//c_null_char, to//c_null_char) == 0
  end subroutine rename_file

  !> @return -1 where there is no such file
  integer(int64) function file_bytes(path)
    character(*), intent(in) :: path

    inquire (file=path, size=file_bytes)
  end function file_bytes

  !> Returns when the file's bytes are on the disk.
  subroutine sync_file(path, ok)
    character(*), intent(in) :: path
    logical, intent(out) :: ok
    integer(c_int) :: descriptor

    descriptor = open_to_read(path)
    ok = descriptor >= 0
    if (.not. ok) return
    ok = c_fsync(descriptor) == 0
    call close_descriptor(descriptor)
  end subroutine sync_file

  subroutine remove_file(path)
    character(*), intent(in) :: path
    integer(c_int) :: ignored

    ignored = c_unlink(path//c_null_char)
  end subroutine remove_file

  !> @return below zero where it cannot be read
  integer(c_int) function open_to_read(path) result(descriptor)
    character(*), intent(in) :: path

    descriptor = c_open(path//c_null_char, 0_c_int)
  end function open_to_read

  subroutine close_descriptor(descriptor)
    integer(c_int), intent(in) :: descriptor
    integer(c_int) :: ignored

    ignored = c_close(descriptor)
  end subroutine close_descriptor

  !> Of this program's file; empty where the system does not say.
  function program_path() result(path)
    character(:), allocatable :: path
    character(kind=c_char) :: buffer(4096)
    integer :: i

    path = ""
    do i = 1, int(c_readlink("/proc/self/exe"//c_null_char, buffer, size(buffer, kind=c_size_t)))
      path = path//buffer(i)
    end do
  end function program_path

  !> STOP would add a line of its own to standard error.
  subroutine end_program(status)
    integer, intent(in) :: status

    flush (output_unit)
    flush (error_unit)
    call c_exit(int(status, c_int))
  end subroutine end_program

  !> A genuine segmentation fault. (A raised signal would be ignored in a container, where the program is process 1.)
  subroutine touch_invalid_memory()
    integer(c_intptr_t), volatile :: address
    integer(c_int), pointer, volatile :: nowhere
    type(c_ptr) :: pointer_to_nowhere

    address = 64
    pointer_to_nowhere = transfer(address, pointer_to_nowhere)
    call c_f_pointer(pointer_to_nowhere, nowhere)
    nowhere = 1
  end subroutine touch_invalid_memory
end module posix
