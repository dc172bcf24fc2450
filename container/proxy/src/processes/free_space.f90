!> Whether the files of a simulation have room. Found out before computing, and counted as if nothing could be compressed:
!> nobody knows by how much beforehand.
module free_space
  use console, only: fail, exit_failure
  use input_process, only: met_times
  use inventory_file, only: inventory_nlon, inventory_nlat, inventory_times
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

  integer(i8), parameter :: mebi = 1024_i8**2

contains

  subroutine require_space(options)
    type(options_type), intent(in) :: options
    type(grid_type) :: grid
    integer(i8) :: cells, needed

    if (options%simulation == "fullchem") then
      needed = 16 * mebi + options%files * 4_i8 * inventory_nlon * inventory_nlat * inventory_times
      call require_free(options, needed)
      return
    end if
    grid = named_grid(options%resolution)
    cells = int(grid%nlon * grid%nlat, i8) * options%levels * options%tracers
    needed = 16 * mebi + met_times(options%hours) * met_bytes_per_time(grid) &
      + 4 * cells * merge(options%hours, min(options%hours, hours_per_file), options%keep_files) + 8 * cells
    call require_free(options, needed)
  end subroutine require_space

  subroutine require_free(options, needed)
    type(options_type), intent(in) :: options
    integer(i8), intent(in) :: needed
    integer(i8) :: free

    free = free_bytes(options%output)
    if (free >= 0 .and. free < needed) then
      call fail(exit_failure, "the files of --simulation "//options%simulation//" may need "//text_of(needed / mebi) &
                //" MiB in '"//options%output//"', and "//text_of(free / mebi) &
                //" MiB are free; give it a larger file system, fewer tracers or files, or a coarser grid")
    end if
  end subroutine require_free
end module free_space
