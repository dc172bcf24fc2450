!> Emission inventories to read: a netCDF file each, a field of 1 by 1 degree for each of two times, as those that HEMCO opens by
!> the hundred. Written when the run starts; every read opens and closes its file.
module inventory_file
  use checksum, only: single_hash
  use kinds, only: wp, sp, i8
  use latlon_grid, only: grid_type, make_grid
  use netcdf_file, only: netcdf_file_type, create_netcdf, open_netcdf, single
  use posix, only: file_bytes, remove_file
  use synthetic_field, only: fill_field, rounded
  use text, only: text_of
  implicit none
  private
  public :: inventory_type, write_inventory, read_inventory, remove_inventory, inventory_nlon, inventory_nlat, inventory_times

  integer, parameter :: inventory_nlon = 360, inventory_nlat = 180, inventory_times = 2
  integer, parameter :: rounded_bits = 12, variable_offset = 5000 !< apart from the other synthetic fields

  type :: inventory_type
    character(:), allocatable :: path
    integer(i8) :: bytes = 0
    integer(i8) :: hash(inventory_times) = 0
  end type inventory_type

contains

  subroutine write_inventory(folder, number, self)
    character(*), intent(in) :: folder
    integer, intent(in) :: number
    type(inventory_type), intent(out) :: self
    type(netcdf_file_type) :: file
    type(grid_type) :: grid
    real(wp) :: values(inventory_nlon, inventory_nlat, 1)
    real(sp) :: field(inventory_nlon, inventory_nlat)
    integer :: dimensions(3), variable, time

    self%path = folder//"/ctm-proxy.inventory."//text_of(number)//".nc4"
    grid = make_grid(inventory_nlon, inventory_nlat)
    call create_netcdf(self%path, file)
    call file%text("title", "ctm-proxy synthetic inventory")
    dimensions = [file%dimension("lon", inventory_nlon), file%dimension("lat", inventory_nlat), &
                  file%dimension("time", inventory_times)]
    variable = file%compressed_variable("emission", single, dimensions, [inventory_nlon, inventory_nlat, 1])
    call file%text("units", "kg/m2/s", variable)
    call file%end_definitions()
    do time = 1, inventory_times
      call fill_field(grid, variable_offset + number, time, values)
      field = rounded(values(:, :, 1), rounded_bits)
      self%hash(time) = hash_of(field)
      call file%put_single(variable, [1, 1, time], [inventory_nlon, inventory_nlat, 1], field)
    end do
    call file%close()
    self%bytes = file_bytes(self%path)
  end subroutine write_inventory

  subroutine read_inventory(self, time, field)
    type(inventory_type), intent(in) :: self
    integer, intent(in) :: time
    real(sp), intent(out) :: field(inventory_nlon, inventory_nlat)
    type(netcdf_file_type) :: file

    call open_netcdf(self%path, file)
    call file%get_single(file%variable_of("emission"), [1, 1, time], [inventory_nlon, inventory_nlat, 1], field)
    call file%close()
  end subroutine read_inventory

  subroutine remove_inventory(self)
    type(inventory_type), intent(in) :: self

    call remove_file(self%path)
  end subroutine remove_inventory

  integer(i8) function hash_of(field)
    real(sp), intent(in) :: field(inventory_nlon, inventory_nlat)

    hash_of = single_hash(reshape(field, [inventory_nlon, inventory_nlat, 1]))
  end function hash_of
end module inventory_file
