!> Regular latitude-longitude grid with half-size polar boxes, as in the global GEOS-Chem Classic grids.
!>
!> Both polar rows are *caps*: one cell each, although the arrays keep `nlon` equal copies of it so that every row has
!> the same shape. Seen along a meridian the cap is a cell of full width centred on the pole, which is why the half-size
!> boxes make the spacing uniform for a scheme that looks across the pole.
module latlon_grid
  use kinds, only: wp
  use constants, only: pi, earth_radius_m
  implicit none
  private
  public :: grid_type, make_grid, named_grid, centre_position, row_longitudes_rad

  type :: grid_type
    character(:), allocatable :: resolution
    integer :: nlon = 0, nlat = 0
    real(wp) :: dlon_rad = 0, dlat_rad = 0
    real(wp), allocatable :: lon_centre_rad(:)  !< (nlon)
    real(wp), allocatable :: lon_edge_rad(:)    !< (nlon+1); edge i is the west side of cell i
    real(wp), allocatable :: lat_centre_rad(:)  !< (nlat)
    real(wp), allocatable :: lat_edge_rad(:)    !< (nlat+1); edge j is the south side of cell j
    real(wp), allocatable :: cell_area_m2(:)    !< (nlat); for the polar rows the whole cap
    integer, allocatable :: cells_in_row(:)     !< (nlat); 1 for a cap, otherwise nlon: what a global sum must count
  end type grid_type

contains

  !> The two global resolutions of GEOS-Chem Classic, "4x5" (72 x 46) and "2x2.5" (144 x 91), and for tests "10x15" (24 x 19)
  !> and "20x30" (12 x 10), with which a run takes seconds or less. No benchmark asks for these.
  function named_grid(resolution) result(grid)
    character(*), intent(in) :: resolution
    type(grid_type) :: grid

    select case (resolution)
    case ("20x30")
      grid = make_grid(12, 10)
    case ("10x15")
      grid = make_grid(24, 19)
    case ("4x5")
      grid = make_grid(72, 46)
    case ("2x2.5")
      grid = make_grid(144, 91)
    case default
      error stop "named_grid: unknown resolution"
    end select
    grid%resolution = resolution
  end function named_grid

  !> @param nlon even, so that every meridian has a continuation across the pole
  !> @param nlat rows, the two caps included
  function make_grid(nlon, nlat) result(grid)
    integer, intent(in) :: nlon, nlat
    type(grid_type) :: grid
    integer :: i, j

    grid%resolution = "custom"
    grid%nlon = nlon
    grid%nlat = nlat
    grid%dlon_rad = 2 * pi / nlon
    grid%dlat_rad = pi / (nlat - 1)
    grid%lon_edge_rad = [(-pi + (i - 1.5_wp) * grid%dlon_rad, i = 1, nlon + 1)]
    grid%lon_centre_rad = [(-pi + (i - 1) * grid%dlon_rad, i = 1, nlon)]
    grid%lat_edge_rad = [-pi / 2, (-pi / 2 + (j - 1.5_wp) * grid%dlat_rad, j = 2, nlat), pi / 2]
    grid%lat_centre_rad = [(-pi / 2 + (j - 1) * grid%dlat_rad, j = 1, nlat)]
    grid%cells_in_row = [1, (nlon, j = 2, nlat - 1), 1]
    grid%cell_area_m2 = [(row_area_m2(j) / grid%cells_in_row(j), j = 1, nlat)]

  contains

    !> Area of the zone between two latitudes.
    real(wp) function row_area_m2(j)
      integer, intent(in) :: j

      row_area_m2 = 2 * pi * earth_radius_m**2 * (sin(grid%lat_edge_rad(j + 1)) - sin(grid%lat_edge_rad(j)))
    end function row_area_m2
  end function make_grid

  !> Centre of a cell as a unit vector; of a cap, the pole.
  pure function centre_position(grid, i, j) result(position)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: i, j
    real(wp) :: position(3)

    associate (lon => grid%lon_centre_rad(i), lat => grid%lat_centre_rad(j))
      position = [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)]
      if (grid%cells_in_row(j) == 1) position = [0.0_wp, 0.0_wp, sign(1.0_wp, lat)]
    end associate
  end function centre_position

  !> A polar cap is one cell: its copies have to stay equal.
  pure function row_longitudes_rad(grid, j) result(lon_rad)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: j
    real(wp) :: lon_rad(grid%nlon)

    lon_rad = grid%lon_centre_rad
    if (grid%cells_in_row(j) == 1) lon_rad = lon_rad(1)
  end function row_longitudes_rad
end module latlon_grid
