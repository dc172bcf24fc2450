!> Photolysis rates of all columns in daylight. Threads draw columns from a queue: those by night have nothing to do.
module column_photolysis
  use kinds, only: wp, i8
  use convective_clouds, only: lifted_kg_m2_s, cloud_flux
  use constants, only: surface_pressure_pa
  use latlon_grid, only: row_longitudes_rad
  use optical_properties, only: bins, rates, layer_optics, sunlight_cm2_s, cross_section_cm2
  use scattering_column, only: scatter_sunlight
  use sunlight, only: cosine_of_zenith, sun_latitude_rad
  use tracer_state, only: state_type
  implicit none
  private
  public :: photolysis_type, make_photolysis, compute_rates

  real(wp), parameter :: lowest_sun = 0.02_wp, ground_albedo = 0.1_wp, cloud_depth_s_m2_kg = 400

  type :: photolysis_type
    real(wp), allocatable :: rate_per_s(:, :, :)      !< (rates, nlev, nlon * nlat)
    real(wp), allocatable :: cross_section(:, :, :)   !< (rates, bins, nlev) times the light above the atmosphere, 1/s
    integer(i8) :: lit_layers = 0                     !< layers times bins, so far
    real(wp) :: imbalance = 0                         !< worst column and bin so far
    integer :: negative = 0                           !< columns with a rate that is not a positive number
  end type photolysis_type

contains

  subroutine make_photolysis(state, self)
    type(state_type), intent(in) :: state
    type(photolysis_type), intent(out) :: self
    real(wp) :: temperature_k
    integer :: k, b, r, column

    allocate (self%cross_section(rates, bins, state%nlev))
    do k = 1, state%nlev
      temperature_k = 215 + 80 * (state%air%interface_pa(k) / surface_pressure_pa)
      do b = 1, bins
        do r = 1, rates
          self%cross_section(r, b, k) = cross_section_cm2(r, b, temperature_k) * sunlight_cm2_s(b)
        end do
      end do
    end do
    allocate (self%rate_per_s(rates, state%nlev, state%nlon * state%nlat))
    !$omp parallel do schedule(static)
    do column = 1, state%nlon * state%nlat
      self%rate_per_s(:, :, column) = 0
    end do
    !$omp end parallel do
  end subroutine make_photolysis

  !> @param time_s middle of the step
  subroutine compute_rates(state, time_s, self)
    type(state_type), intent(in) :: state
    real(wp), intent(in) :: time_s
    type(photolysis_type), intent(inout) :: self
    real(wp) :: lon_rad(state%nlon), sun, lifted, imbalance, worst
    integer :: column, i, j, negative
    integer(i8) :: lit

    worst = 0
    negative = 0
    lit = 0
    !$omp parallel do schedule(dynamic, 8) private(i, j, lon_rad, sun, lifted, imbalance) &
    !$omp reduction(max: worst) reduction(+: negative, lit)
    do column = 1, state%nlon * state%nlat
      i = modulo(column - 1, state%nlon) + 1
      j = (column - 1) / state%nlon + 1
      lon_rad = row_longitudes_rad(state%grid, j)
      sun = cosine_of_zenith(lon_rad(i), state%grid%lat_centre_rad(j), time_s)
      if (sun < lowest_sun) then
        self%rate_per_s(:, :, column) = 0
        cycle
      end if
      lifted = lifted_kg_m2_s(lon_rad(i), state%grid%lat_centre_rad(j), time_s, sun_latitude_rad(time_s))
      call column_rates(state%nlev, state%air%interface_pa, state%grid%lat_centre_rad(j), lifted, sun, self%cross_section, &
                        self%rate_per_s(:, :, column), imbalance)
      worst = max(worst, imbalance)
      if (.not. all(self%rate_per_s(:, :, column) > 0)) negative = negative + 1
      lit = lit + state%nlev * bins
    end do
    !$omp end parallel do
    self%imbalance = max(self%imbalance, worst)
    self%negative = self%negative + negative
    self%lit_layers = self%lit_layers + lit
  end subroutine compute_rates

  !> @param interface_pa (nlev+1) from the ground upwards, as all arrays of the model; scattering_column goes downwards
  pure subroutine column_rates(nlev, interface_pa, lat_rad, lifted, sun, cross_section, rate_per_s, worst)
    integer, intent(in) :: nlev
    real(wp), intent(in) :: interface_pa(nlev + 1), lat_rad, lifted, sun, cross_section(rates, bins, nlev)
    real(wp), intent(out) :: rate_per_s(rates, nlev), worst
    real(wp) :: depth(bins, nlev), scattered(bins, nlev), actinic(nlev), reflected, imbalance, cloud
    integer :: k, b, r

    do k = 1, nlev
      cloud = cloud_depth_s_m2_kg * lifted * cloud_flux(interface_pa(k) / surface_pressure_pa, lat_rad) &
        * (interface_pa(k) - interface_pa(k + 1)) / surface_pressure_pa
      call layer_optics(interface_pa(k + 1), interface_pa(k), cloud, depth(:, nlev + 1 - k), scattered(:, nlev + 1 - k))
    end do
    rate_per_s = 0
    worst = 0
    do b = 1, bins
      call scatter_sunlight(nlev, depth(b, :), scattered(b, :), sun, ground_albedo, actinic, reflected, imbalance)
      worst = max(worst, imbalance)
      do k = 1, nlev
        do r = 1, rates
          rate_per_s(r, k) = rate_per_s(r, k) + cross_section(r, b, k) * actinic(nlev + 1 - k)
        end do
      end do
    end do
  end subroutine column_rates
end module column_photolysis
