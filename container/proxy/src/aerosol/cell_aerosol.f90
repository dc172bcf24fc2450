!> The equilibrium of gases and particles in all cells of the troposphere. Five tracers take part: nitric acid and nitrate, ammonia and
!> ammonium, sulphate; mixing ratios are moles per mole of air here.
module cell_aerosol
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use kinds, only: wp, i8
  use constants, only: gas_constant_j_mol_k, scale_height_m, surface_pressure_pa
  use electrolyte_equilibrium, only: particles_type, equilibrate
  use tracer_state, only: state_type
  implicit none
  private
  public :: aerosol_type, make_aerosol, equilibrate_cells, aerosol_tracers, aerosol_names

  integer, parameter :: aerosol_tracers = 5
  character(*), parameter :: aerosol_names(aerosol_tracers) = [character(12) :: "aerosol_HNO3", "aerosol_NIT", "aerosol_NH3", &
    "aerosol_NH4", "aerosol_SO4"]
  real(wp), parameter :: initial_ratio(aerosol_tracers) = [4.0e-10_wp, 2.0e-10_wp, 4.0e-10_wp, 4.0e-10_wp, 3.0e-10_wp]
  real(wp), parameter :: sulphate_share(2) = [0.95_wp, 0.05_wp] !< of fine and of coarse particles
  real(wp), parameter :: tropopause_pa = 2.0e4_wp
  integer, parameter :: hno3 = 0, nit = 1, nh3 = 2, nh4 = 3, so4 = 4

  type :: aerosol_type
    integer :: first = 0             !< the five are this tracer and the next
    integer :: levels = 0            !< of the troposphere
    real(wp) :: imbalance = 0        !< of charges, worst cell so far, relative
    real(wp) :: moved = 0            !< change of gas and particles together in a cell, worst so far, relative
    integer(i8) :: cells = 0, evaluations = 0, failed = 0
  end type aerosol_type

contains

  !> Gives the five their initial values.
  subroutine make_aerosol(state, first, self)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: first
    type(aerosol_type), intent(out) :: self
    integer :: t, k, j

    self%first = first
    self%levels = count(state%air%interface_pa(:state%nlev) > tropopause_pa)
    do t = 1, aerosol_tracers
      state%names(first + t - 1) = aerosol_names(t)
      do k = 1, state%nlev
        do j = 1, state%nlat
          state%q(:, j, k, first + t - 1) = initial_ratio(t) * (1 + 0.5_wp * cos(2 * t * state%grid%lat_centre_rad(j))) &
            * (0.1_wp + state%air%interface_pa(k) / surface_pressure_pa)
        end do
      end do
    end do
  end subroutine make_aerosol

  subroutine equilibrate_cells(state, self)
    type(state_type), intent(inout) :: state
    type(aerosol_type), intent(inout) :: self
    real(wp) :: imbalance, moved
    integer(i8) :: cells, evaluations, failed
    integer :: k, j, i, width

    imbalance = 0
    moved = 0
    cells = 0
    evaluations = 0
    failed = 0
    associate (first => self%first, q => state%q)
      !$omp parallel do collapse(2) schedule(dynamic, 8) private(i, width) reduction(max: imbalance, moved) &
      !$omp reduction(+: cells, evaluations, failed)
      do k = 1, self%levels
        do j = 1, state%nlat
          width = state%grid%cells_in_row(j)
          do i = 1, width
            call equilibrate_cell(state%air%interface_pa(k), state%grid%lat_centre_rad(j), q(i, j, k, first:first + 4), &
                                  imbalance, moved, evaluations, failed)
          end do
          cells = cells + width
          if (width == 1) q(:, j, k, first:first + 4) = spread(q(1, j, k, first:first + 4), 1, state%nlon)
        end do
      end do
      !$omp end parallel do
    end associate
    self%imbalance = max(self%imbalance, imbalance)
    self%moved = max(self%moved, moved)
    self%cells = self%cells + cells
    self%evaluations = self%evaluations + evaluations
    self%failed = self%failed + failed
  end subroutine equilibrate_cells

  !> Fine particles first, coarse ones with the gas that these leave: as in the model, a solution for each size.
  !> @param q of the five
  subroutine equilibrate_cell(pressure_pa, lat_rad, q, imbalance, moved, evaluations, failed)
    real(wp), intent(in) :: pressure_pa, lat_rad
    real(wp), intent(inout) :: q(0:), imbalance, moved
    integer(i8), intent(inout) :: evaluations, failed
    type(particles_type) :: found
    real(wp) :: temperature_k, humidity, air_mol_m3, nitrate, ammonia
    integer :: size_class

    temperature_k = max(215.0_wp, 300 - 35 * sin(lat_rad)**2 - 0.0065_wp * scale_height_m * log(surface_pressure_pa / pressure_pa))
    humidity = 0.35_wp + 0.5_wp * (pressure_pa / surface_pressure_pa) * cos(3 * lat_rad)**2
    air_mol_m3 = pressure_pa / (gas_constant_j_mol_k * temperature_k)
    nitrate = q(hno3) + q(nit)
    ammonia = q(nh3) + q(nh4)
    q(nit) = 0
    q(nh4) = 0
    do size_class = 1, size(sulphate_share)
      found = equilibrate(temperature_k, humidity, sulphate_share(size_class) * max(q(so4), 0.0_wp) * air_mol_m3, &
                          max(nitrate - q(nit), 0.0_wp) * air_mol_m3, max(ammonia - q(nh4), 0.0_wp) * air_mol_m3)
      q(nit) = q(nit) + found%nitrate / air_mol_m3
      q(nh4) = q(nh4) + found%ammonium / air_mol_m3
      imbalance = max(imbalance, found%imbalance)
      evaluations = evaluations + found%evaluations
    end do
    q(hno3) = nitrate - q(nit)
    q(nh3) = ammonia - q(nh4)
    moved = max(moved, abs(q(hno3) + q(nit) - nitrate) / max(abs(nitrate), tiny(nitrate)), &
                abs(q(nh3) + q(nh4) - ammonia) / max(abs(ammonia), tiny(ammonia)))
    if (.not. all(ieee_is_finite(q))) failed = failed + 1
  end subroutine equilibrate_cell
end module cell_aerosol
