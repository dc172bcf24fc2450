!> Emissions of the moment, as HEMCO makes them: every inventory interpolated between the two times that it was last read for, times a
!> daily cycle by local time, and added up for its tracer.
module emission_fields
  use kinds, only: wp, sp
  use constants, only: pi
  use inventory_file, only: inventory_nlon, inventory_nlat
  use latlon_grid, only: grid_type, row_longitudes_rad
  use regridding, only: regridding_type, make_regridding, regrid
  implicit none
  private
  public :: emission_fields_type, make_emission_fields, keep_field, add_up

  real(wp), parameter :: daily_swing = 0.5_wp
  real(wp), parameter :: per_unit = 1.0e-7_wp !< kg m-2 s-1, or whatever the tracer's unit is, of an inventory's one

  type :: emission_fields_type
    type(regridding_type) :: regridding
    real(wp), allocatable :: earlier(:, :, :), later(:, :, :) !< (nlon, nlat, inventories) on the model's grid
    real(wp), allocatable :: flux(:, :, :)                    !< (nlon, nlat, tracers)
    real(wp) :: total_error = 0                               !< of a regridded field's global total, relative, worst so far
  end type emission_fields_type

contains

  subroutine make_emission_fields(grid, inventories, tracers, self)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: inventories, tracers
    type(emission_fields_type), intent(out) :: self

    self%regridding = make_regridding(inventory_nlon, inventory_nlat, grid)
    allocate (self%earlier(grid%nlon, grid%nlat, inventories), self%later(grid%nlon, grid%nlat, inventories), source=0.0_wp)
    allocate (self%flux(grid%nlon, grid%nlat, tracers), source=0.0_wp)
  end subroutine make_emission_fields

  !> What was later before becomes earlier.
  subroutine keep_field(grid, number, field, self)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: number
    real(sp), intent(in) :: field(:, :)
    type(emission_fields_type), intent(inout) :: self

    self%earlier(:, :, number) = self%later(:, :, number)
    call regrid(self%regridding, field, self%later(:, :, number))
    self%total_error = max(self%total_error, abs(total_of(grid, self%later(:, :, number)) / total_of_source(field) - 1))
  end subroutine keep_field

  !> Per steradian of a sphere.
  pure real(wp) function total_of(grid, field) result(total)
    type(grid_type), intent(in) :: grid
    real(wp), intent(in) :: field(:, :)
    integer :: j

    total = 0
    do j = 1, grid%nlat
      total = total + (sin(grid%lat_edge_rad(j + 1)) - sin(grid%lat_edge_rad(j))) * grid%dlon_rad * sum(field(:, j))
    end do
  end function total_of

  pure real(wp) function total_of_source(field) result(total)
    real(sp), intent(in) :: field(:, :)
    real(wp) :: south, north
    integer :: j

    total = 0
    do j = 1, size(field, 2)
      south = -pi / 2 + pi * (j - 1) / size(field, 2)
      north = -pi / 2 + pi * j / size(field, 2)
      total = total + (sin(north) - sin(south)) * 2 * pi / size(field, 1) * sum(real(field(:, j), wp))
    end do
  end function total_of_source

  !> @param share (inventories) of the way from earlier to later
  subroutine add_up(grid, time_s, share, self)
    type(grid_type), intent(in) :: grid
    real(wp), intent(in) :: time_s, share(:)
    type(emission_fields_type), intent(inout) :: self
    real(wp) :: cycle_of_day(grid%nlon)
    integer :: f, j, tracer, tracers

    tracers = size(self%flux, 3)
    !$omp parallel do schedule(static) private(f, j, cycle_of_day)
    do tracer = 1, tracers
      self%flux(:, :, tracer) = 0
      do f = tracer, size(share), tracers
        do j = 1, grid%nlat
          cycle_of_day = per_unit * (1 + daily_swing * cos(2 * pi * time_s / 86400 - pi + row_longitudes_rad(grid, j) + f))
          self%flux(:, j, tracer) = self%flux(:, j, tracer) &
            + cycle_of_day * ((1 - share(f)) * self%earlier(:, j, f) + share(f) * self%later(:, j, f))
        end do
      end do
    end do
    !$omp end parallel do
  end subroutine add_up
end module emission_fields
