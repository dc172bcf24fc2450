!> Dimensions and coordinates that all files share, with the attributes of the CF and COARDS conventions.
module grid_variables
  use calendar, only: first_day
  use constants, only: pi, surface_pressure_pa
  use hybrid_levels, only: levels_type
  use kinds, only: wp
  use latlon_grid, only: grid_type
  use netcdf_file, only: netcdf_file_type, double, unlimited
  use version, only: program_name, program_version
  implicit none
  private
  public :: grid_variables_type, define_grid, put_grid, conventions, time_units

  character(*), parameter :: conventions = "CF-1.7 COARDS", time_units = "minutes since "//first_day//" 00:00:00"

  type :: grid_variables_type
    integer :: field(4) = -1 !< dimensions of a field: lon, lat, lev, time
    integer :: lon = -1, lat = -1, lev = -1, time = -1, hyam = -1, hybm = -1
  end type grid_variables_type

contains

  function define_grid(file, title, grid, nlev) result(ids)
    type(netcdf_file_type), intent(in) :: file
    character(*), intent(in) :: title
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: nlev
    type(grid_variables_type) :: ids

    call file%text("title", title)
    call file%text("Conventions", conventions)
    call file%text("source", program_name//" "//program_version//", a proxy; not GEOS-Chem")
    call file%text("format", "NetCDF-4")
    call file%text("simulation_start_date_and_time", first_day//" 00:00:00z")
    ids%field = [file%dimension("lon", grid%nlon), file%dimension("lat", grid%nlat), file%dimension("lev", nlev), &
                 file%dimension("time", unlimited)]
    ids%time = coordinate(file, "time", ids%field(4), "Time", time_units, "T")
    call file%text("calendar", "gregorian", ids%time)
    ids%lev = coordinate(file, "lev", ids%field(3), "hybrid level at midpoints ((A/P0)+B)", "level", "Z")
    call file%text("positive", "up", ids%lev)
    call file%text("standard_name", "atmosphere_hybrid_sigma_pressure_coordinate", ids%lev)
    call file%text("formula_terms", "ap: hyam b: hybm ps: PS", ids%lev)
    ids%lat = coordinate(file, "lat", ids%field(2), "Latitude", "degrees_north", "Y")
    ids%lon = coordinate(file, "lon", ids%field(1), "Longitude", "degrees_east", "X")
    ids%hyam = file%variable("hyam", double, ids%field(3:3))
    call file%text("long_name", "hybrid A coefficient at layer midpoints", ids%hyam)
    call file%text("units", "Pa", ids%hyam)
    ids%hybm = file%variable("hybm", double, ids%field(3:3))
    call file%text("long_name", "hybrid B coefficient at layer midpoints", ids%hybm)
    call file%text("units", "1", ids%hybm)
  end function define_grid

  integer function coordinate(file, name, dimension, long_name, units, axis) result(id)
    type(netcdf_file_type), intent(in) :: file
    character(*), intent(in) :: name, long_name, units, axis
    integer, intent(in) :: dimension

    id = file%variable(name, double, [dimension])
    call file%text("long_name", long_name, id)
    call file%text("units", units, id)
    call file%text("axis", axis, id)
  end function coordinate

  subroutine put_grid(file, ids, grid, levels)
    type(netcdf_file_type), intent(in) :: file
    type(grid_variables_type), intent(in) :: ids
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    real(wp), allocatable :: a(:), b(:)

    associate (n => levels%nlev)
      a = (levels%a_pa(:n) + levels%a_pa(2:)) / 2
      b = (levels%b(:n) + levels%b(2:)) / 2
      call file%put_double(ids%lon, [1], [grid%nlon], grid%lon_centre_rad * 180 / pi)
      call file%put_double(ids%lat, [1], [grid%nlat], grid%lat_centre_rad * 180 / pi)
      call file%put_double(ids%lev, [1], [n], a / surface_pressure_pa + b)
      call file%put_double(ids%hyam, [1], [n], a)
      call file%put_double(ids%hybm, [1], [n], b)
    end associate
  end subroutine put_grid
end module grid_variables
