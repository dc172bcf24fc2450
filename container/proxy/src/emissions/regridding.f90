!> From one latitude-longitude grid to another so that the total stays: each cell gets the overlaps' shares of the other grid's
!> cells, longitudes and latitudes apart, as HEMCO's own regridding of regular grids does.
module regridding
  use kinds, only: wp, sp
  use constants, only: pi
  use latlon_grid, only: grid_type
  implicit none
  private
  public :: regridding_type, make_regridding, regrid

  !> Overlaps of one direction as lists: cell i of the target gets share(p) of cell source(p), p = start(i) .. start(i+1) - 1.
  type :: overlaps_type
    integer, allocatable :: start(:), source(:)
    real(wp), allocatable :: share(:)
  end type overlaps_type

  type :: regridding_type
    integer :: nlon = 0, nlat = 0 !< of the source, whose cells are of equal angles from (-180, -90)
    type(overlaps_type) :: lon, lat
  end type regridding_type

contains

  type(regridding_type) function make_regridding(nlon, nlat, grid) result(self)
    integer, intent(in) :: nlon, nlat
    type(grid_type), intent(in) :: grid
    integer :: i

    self%nlon = nlon
    self%nlat = nlat
    self%lon = overlaps([(-pi + 2 * pi * i / nlon, i=0, nlon)], grid%lon_edge_rad, .true.)
    self%lat = overlaps(sin([(-pi / 2 + pi * i / nlat, i=0, nlat)]), sin(grid%lat_edge_rad), .false.)
  end function make_regridding

  !> Means over cells, of a flux per area: shares of the target's extent.
  type(overlaps_type) function overlaps(from, to, periodic) result(list)
    real(wp), intent(in) :: from(:), to(:) !< edges, growing
    logical, intent(in) :: periodic
    real(wp) :: common
    integer :: i, s, turn, turns

    turns = merge(1, 0, periodic)
    allocate (list%start(size(to)), list%source(0), list%share(0))
    do i = 1, size(to) - 1
      list%start(i) = size(list%source) + 1
      do turn = -turns, turns
        do s = 1, size(from) - 1
          common = min(to(i + 1), from(s + 1) + 2 * pi * turn) - max(to(i), from(s) + 2 * pi * turn)
          if (common <= 0) cycle
          list%source = [list%source, s]
          list%share = [list%share, common / (to(i + 1) - to(i))]
        end do
      end do
    end do
    list%start(size(to)) = size(list%source) + 1
  end function overlaps

  !> @param from (nlon, nlat) of the source, per area
  !> @param to (nlon, nlat) of the model's grid, per area; a polar cap, one cell, has the mean around the pole
  pure subroutine regrid(self, from, to)
    type(regridding_type), intent(in) :: self
    real(sp), intent(in) :: from(:, :)
    real(wp), intent(out) :: to(:, :)
    real(wp) :: rows(size(to, 1), size(from, 2))
    integer :: i, j, p

    do j = 1, size(from, 2)
      do i = 1, size(to, 1)
        rows(i, j) = 0
        do p = self%lon%start(i), self%lon%start(i + 1) - 1
          rows(i, j) = rows(i, j) + self%lon%share(p) * from(self%lon%source(p), j)
        end do
      end do
    end do
    do j = 1, size(to, 2)
      to(:, j) = 0
      do p = self%lat%start(j), self%lat%start(j + 1) - 1
        to(:, j) = to(:, j) + self%lat%share(p) * rows(:, self%lat%source(p))
      end do
    end do
    to(:, 1) = sum(to(:, 1)) / size(to, 1)
    to(:, size(to, 2)) = sum(to(:, size(to, 2))) / size(to, 1)
  end subroutine regrid
end module regridding
