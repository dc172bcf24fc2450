!> Whether the files of simulation `io` have room. Found out before computing, and counted as if nothing could be compressed:
!> nobody knows by how much beforehand.
module free_space
  use console, only: fail, exit_failure
  use input_process, only: met_times
  use kinds, only: i8
  use latlon_grid, only: grid_type, named_grid
  use linux_files, only: free_bytes
  use met_file, only: met_bytes_per_time
  use output_process, only: hours_per_file
  use run_options, only: options_type
  use text, only: text_of
  implicit none
  private
  public :: require_space

contains

  subroutine require_space(options)
    type(options_type), intent(in) :: options
    integer(i8), parameter :: mebi = 1024_i8**2
    type(grid_type) :: grid
    integer(i8) :: cells, needed, free

    grid = named_grid(options%resolution)
    cells = int(grid%nlon * grid%nlat, i8) * options%levels * options%tracers
    needed = 16 * mebi + met_times(options%hours) * met_bytes_per_time(grid) &
      + 4 * cells * merge(options%hours, min(options%hours, hours_per_file), options%keep_files) + 8 * cells
    free = free_bytes(options%output)
    if (free >= 0 .and. free < needed) then
      call fail(exit_failure, "the files of --simulation io may need "//text_of(needed / mebi)//" MiB in '"//options%output &
                //"', and "//text_of(free / mebi)//" MiB are free; give it a larger file system, fewer tracers or a coarser grid")
    end if
  end subroutine require_space
end module free_space
