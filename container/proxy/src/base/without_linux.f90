!> Stands in for linux_files on other systems: free space and the page cache are not known there.
module linux_files
  use kinds, only: wp, i8
  implicit none
  private
  public :: free_bytes, drop_from_cache, cached_share

contains

  integer(i8) function free_bytes(directory)
    character(*), intent(in) :: directory

    free_bytes = merge(-1_i8, -1_i8, directory == "")
  end function free_bytes

  subroutine drop_from_cache(path)
    character(*), intent(in) :: path

    if (path == "") return
  end subroutine drop_from_cache

  real(wp) function cached_share(path)
    character(*), intent(in) :: path

    cached_share = merge(-1.0_wp, -1.0_wp, path == "")
  end function cached_share
end module linux_files
