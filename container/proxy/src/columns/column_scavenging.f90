!> Wet deposition of the soluble tracers. Coefficients first, then column by column, as in column_convection.
module column_scavenging
  use kinds, only: wp, i8
  use constants, only: surface_pressure_pa
  use convective_clouds, only: lifted_kg_m2_s, cloud_flux, cloud_base
  use latlon_grid, only: row_longitudes_rad
  use scavenging, only: scavenge_column
  use sunlight, only: sun_latitude_rad
  use tracer_state, only: state_type
  implicit none
  private
  public :: scavenging_type, make_scavenging, scavenge

  real(wp), parameter :: uptake_m2_kg = 0.2_wp        !< 1/s, per kg m-2 s-1 lifted: some hours in deep clouds
  real(wp), parameter :: rainy_share = 0.3_wp, evaporated_share = 0.1_wp, washout_per_s = 1.0e-5_wp

  integer, parameter :: line_columns = 8              !< cells of a cache line, so that two threads seldom write to one

  type :: scavenging_type
    integer :: first = 0                              !< tracers from this one on are soluble
    real(wp), allocatable :: uptake(:, :, :), area(:, :, :), evaporated(:, :, :) !< (nlon, nlev, nlat)
    real(wp), allocatable :: falling(:, :, :)         !< (nlon, nlat, tracers) what arrived at the ground in a step
  end type scavenging_type

contains

  subroutine make_scavenging(state, first, self)
    type(state_type), intent(in) :: state
    integer, intent(in) :: first
    type(scavenging_type), intent(out) :: self

    self%first = first
    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      allocate (self%uptake(n, nlev, rows), self%area(n, nlev, rows), self%evaporated(n, nlev, rows), source=0.0_wp)
      allocate (self%falling(n, rows, first:state%ntracer), source=0.0_wp)
    end associate
  end subroutine make_scavenging

  !> @param time_s middle of the step
  !> @param deposited_kg (ntracer) grows by what arrived at the ground
  subroutine scavenge(state, time_s, step_s, self, deposited_kg)
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(scavenging_type), intent(inout) :: self
    real(wp), intent(inout) :: deposited_kg(:)
    integer :: tracer, i, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel
      !$omp do schedule(static)
      do j = 1, rows
        call rain_of_row(state, j, time_s, step_s, self)
      end do
      !$omp end do
      !$omp do collapse(2) schedule(dynamic, line_columns)
      do j = 1, rows
        do i = 1, n
          call scavenge_tracers(state, i, j, self)
        end do
      end do
      !$omp end do
      !$omp end parallel
      do tracer = self%first, state%ntracer
        do j = 1, rows
          deposited_kg(tracer) = deposited_kg(tracer) + sum(self%falling(:state%grid%cells_in_row(j), j, tracer))
        end do
      end do
    end associate
  end subroutine scavenge

  subroutine scavenge_tracers(state, i, j, self)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: i, j
    type(scavenging_type), intent(inout) :: self
    real(wp), dimension(state%nlev) :: uptake, area, evaporated, kg, inverse_kg, column
    integer :: tracer

    uptake = self%uptake(i, :, j)
    area = self%area(i, :, j)
    evaporated = self%evaporated(i, :, j)
    kg = state%air%cell_kg(j, :)
    inverse_kg = state%air%inverse_cell_kg(j, :)
    do tracer = self%first, state%ntracer
      column = state%q(i, j, :, tracer)
      call scavenge_column(state%nlev, uptake, area, evaporated, retention(tracer - self%first), kg, inverse_kg, &
                           self%falling(i, j, tracer), column)
      state%q(i, j, :, tracer) = column
    end do
  end subroutine scavenge_tracers

  !> From all to a fifth, in turn.
  pure real(wp) function retention(number)
    integer, intent(in) :: number

    retention = 1 / real(1 + modulo(number, 5), wp)
  end function retention

  subroutine rain_of_row(state, j, time_s, step_s, self)
    type(state_type), intent(in) :: state
    integer, intent(in) :: j
    real(wp), intent(in) :: time_s, step_s
    type(scavenging_type), intent(inout) :: self
    real(wp) :: lifted(state%nlon), eta, flux
    integer :: k

    associate (lat_rad => state%grid%lat_centre_rad(j), p => state%air%interface_pa)
      lifted = lifted_kg_m2_s(row_longitudes_rad(state%grid, j), lat_rad, time_s, sun_latitude_rad(time_s))
      do k = 1, state%nlev
        eta = (p(k) + p(k + 1)) / (2 * surface_pressure_pa)
        flux = cloud_flux(eta, lat_rad)
        self%uptake(:, k, j) = step_s * merge(uptake_m2_kg * lifted * flux, washout_per_s, eta < cloud_base)
        self%area(:, k, j) = merge(rainy_share, 0.0_wp, lifted > 0)
        self%evaporated(:, k, j) = merge(evaporated_share, 0.0_wp, eta >= cloud_base)
      end do
    end associate
  end subroutine rain_of_row
end module column_scavenging
