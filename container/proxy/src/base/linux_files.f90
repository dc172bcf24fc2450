!> What Linux knows of files beyond POSIX's everyday calls. without_linux.f90 stands in for it elsewhere.
module linux_files
  use, intrinsic :: iso_c_binding, only: c_char, c_int, c_int8_t, c_intptr_t, c_long, c_null_char, &
    c_null_ptr, c_ptr, c_size_t
  use kinds, only: wp, i8
  use posix, only: file_bytes, open_to_read, close_descriptor
  implicit none
  private
  public :: free_bytes, drop_from_cache, cached_share

  interface
    integer(c_int) function c_statvfs(path, found) bind(c, name="statvfs")
      import :: c_char, c_int, c_long
      character(kind=c_char), intent(in) :: path(*)
      integer(c_long), intent(out) :: found(*)
    end function c_statvfs

    integer(c_int) function c_posix_fadvise(descriptor, offset, length, advice) bind(c, name="posix_fadvise")
      import :: c_int, c_long
      integer(c_int), value :: descriptor, advice
      integer(c_long), value :: offset, length
    end function c_posix_fadvise

    type(c_ptr) function c_mmap(address, length, protection, flags, descriptor, offset) bind(c, name="mmap")
      import :: c_int, c_long, c_ptr, c_size_t
      type(c_ptr), value :: address
      integer(c_size_t), value :: length
      integer(c_int), value :: protection, flags, descriptor
      integer(c_long), value :: offset
    end function c_mmap

    integer(c_int) function c_munmap(address, length) bind(c, name="munmap")
      import :: c_int, c_ptr, c_size_t
      type(c_ptr), value :: address
      integer(c_size_t), value :: length
    end function c_munmap

    integer(c_int) function c_mincore(address, length, resident) bind(c, name="mincore")
      import :: c_int, c_int8_t, c_ptr, c_size_t
      type(c_ptr), value :: address
      integer(c_size_t), value :: length
      integer(c_int8_t), intent(out) :: resident(*)
    end function c_mincore

    integer(c_int) function c_getpagesize() bind(c, name="getpagesize")
      import :: c_int
    end function c_getpagesize
  end interface

contains

  !> Free for users without privileges in the file system of `directory`; -1 where it does not say.
  integer(i8) function free_bytes(directory)
    character(*), intent(in) :: directory
    ! struct statvfs of 64-bit Linux begins with f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, eight bytes each; it is
    ! shorter than this.
    integer(c_long) :: found(64)

    free_bytes = -1
    if (c_statvfs(directory//c_null_char, found) == 0) free_bytes = found(2) * found(5)
  end function free_bytes

  !> Asks for the file to leave the page cache, so that the next read comes from the disk. Whether it did, `cached_share`
  !> tells: a tmpfs has no other place for it.
  subroutine drop_from_cache(path)
    character(*), intent(in) :: path
    integer(c_int), parameter :: dontneed = 4
    integer(c_int) :: descriptor, ignored

    descriptor = open_to_read(path)
    if (descriptor < 0) return
    ignored = c_posix_fadvise(descriptor, 0_c_long, 0_c_long, dontneed)
    call close_descriptor(descriptor)
  end subroutine drop_from_cache

  !> How much of the file is in the page cache, 0 to 1; -1 where the system does not say.
  real(wp) function cached_share(path)
    character(*), intent(in) :: path
    integer(c_int), parameter :: read_only = 1, shared = 1
    type(c_ptr) :: address
    integer(c_int8_t), allocatable :: resident(:)
    integer(c_size_t) :: length, page
    integer(c_int) :: descriptor, ignored

    cached_share = -1
    length = file_bytes(path)
    descriptor = open_to_read(path)
    if (descriptor < 0) return
    address = c_mmap(c_null_ptr, length, read_only, shared, descriptor, 0_c_long)
    call close_descriptor(descriptor)
    if (transfer(address, 0_c_intptr_t) == -1) return
    page = c_getpagesize()
    allocate (resident((length + page - 1) / page))
    if (c_mincore(address, length, resident) == 0) then
      cached_share = real(count(iand(resident, 1_c_int8_t) == 1), wp) / size(resident)
    end if
    ignored = c_munmap(address, length)
  end function cached_share
end module linux_files
