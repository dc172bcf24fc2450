!> The cells of a chemistry run: their conditions, their concentrations and where these start.
module chemistry_state
  use kinds, only: wp
  use chemistry_plan, only: plan_type
  use constants, only: pi, chemistry_step_s, scale_height_m, surface_pressure_pa
  use hybrid_levels, only: levels_type, interface_pressure_pa
  use latlon_grid, only: grid_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use substeps, only: substeps_type
  use sunlight, only: cosine_of_zenith
  implicit none
  private
  public :: chemistry_state_type, initialise_chemistry, cell_totals, indices, default_rtol, &
    default_atol_molecules_cm3

  !> GEOS-Chem's own tolerances for its full chemistry.
  real(wp), parameter :: default_rtol = 0.5e-3_wp, default_atol_molecules_cm3 = 1.0e-2_wp

  integer, parameter :: day_s = 86400, slots = day_s / chemistry_step_s

  type :: chemistry_state_type
    type(mechanism_type) :: mech
    type(plan_type) :: plan
    type(grid_type) :: grid
    real(wp), allocatable :: pressure_pa(:)       !< (nlev) middle of the layers
    real(wp), allocatable :: y(:, :)              !< (species, cells); longitudes innermost, then latitudes, levels
    real(wp), allocatable :: substep_s(:)         !< (cells) the one to begin with
    type(conditions_type), allocatable :: here(:) !< (cells)
    real(wp), allocatable :: initial_total(:, :)  !< (totals, cells)
    integer :: nlon = 0, nlat = 0, nlev = 0, cells = 0, steps_done = 0
    real(wp) :: time_s = 0, rtol = default_rtol, atol = 0
    type(substeps_type) :: count
  end type chemistry_state_type

contains

  !> @param mech renumbered as `plan` has it
  subroutine initialise_chemistry(grid, levels, mech, plan, state)
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    type(chemistry_state_type), intent(out) :: state
    real(wp), allocatable :: start(:, :, :), first_s(:, :), interface_pa(:)
    integer :: cell, i, j, k, slot, level

    state%grid = grid
    state%mech = mech
    state%plan = plan
    state%nlon = grid%nlon
    state%nlat = grid%nlat
    state%nlev = levels%nlev
    state%cells = grid%nlon * grid%nlat * levels%nlev
    interface_pa = interface_pressure_pa(levels, surface_pressure_pa)
    state%pressure_pa = (interface_pa(:levels%nlev) + interface_pa(2:)) / 2
    state%atol = default_atol_molecules_cm3 * mech%molecule_per_cm3
    allocate (state%here(state%cells), state%substep_s(state%cells), state%y(plan%species, state%cells))
    allocate (state%initial_total(size(mech%totals), state%cells))
    call spin_up(state, start, first_s)

    !$omp parallel do schedule(static) private(i, j, k, slot, level)
    do cell = 1, state%cells
      call indices(state, cell, i, j, k)
      level = min(k, size(start, 3))
      slot = modulo(floor(slots * (grid%lon_centre_rad(i) / (2 * pi))), slots) + 1
      state%here(cell) = conditions_at(state, grid%lon_centre_rad(i), grid%lat_centre_rad(j), state%pressure_pa(k))
      state%y(:, cell) = start(:, slot, level) * (state%here(cell)%air_ratio / equator_air_ratio(state, level))
      state%substep_s(cell) = first_s(slot, level)
      state%initial_total(:, cell) = cell_totals(state, cell)
    end do
    !$omp end parallel do
  end subroutine initialise_chemistry

  !> Initial concentrations fit no particular hour and height, and to relax from them takes twenty times the sub-steps of
  !> later hours. So one cell over the equator is carried through a day on every level, from noon to noon, and the cells
  !> of the grid start from what it had at their local time.
  !> @return start (species, time of day, level); one level where all have the same conditions
  !> @return first_s (time of day, level) the sub-step it would have taken next
  subroutine spin_up(state, start, first_s)
    type(chemistry_state_type), intent(in) :: state
    real(wp), allocatable, intent(out) :: start(:, :, :), first_s(:, :)
    type(integrator_type) :: work
    type(conditions_type) :: here(1)
    type(queue_type) :: queue
    type(substeps_type) :: ignored
    real(wp) :: y(state%plan%species, 1), substep_s(1)
    integer :: level, levels, slot, step

    levels = merge(1, state%nlev, state%mech%uniform)
    allocate (start(state%plan%species, slots, levels), first_s(slots, levels))
    !$omp parallel do schedule(dynamic) private(work, here, queue, ignored, y, substep_s, slot, step)
    do level = 1, levels
      call make_integrator(state%plan, work)
      here(1) = conditions_at(state, 0.0_wp, 0.0_wp, state%pressure_pa(level))
      y(:, 1) = state%mech%initial * here(1)%air_ratio
      substep_s = 0
      do step = 0, slots - 1
        slot = modulo(slots / 2 + step, slots)
        here(1)%sun = cosine_of_zenith(0.0_wp, 0.0_wp, (slot + 0.5_wp) * chemistry_step_s)
        queue = queue_type()
        call integrate(state%mech, state%plan, here, real(chemistry_step_s, wp), state%rtol, state%atol, work, y, &
                       substep_s, queue, ignored)
        start(:, modulo(slot + 1, slots) + 1, level) = y(:, 1)
        first_s(modulo(slot + 1, slots) + 1, level) = substep_s(1)
      end do
    end do
    !$omp end parallel do
  end subroutine spin_up

  real(wp) function equator_air_ratio(state, level)
    type(chemistry_state_type), intent(in) :: state
    integer, intent(in) :: level
    type(conditions_type) :: here

    here = conditions_at(state, 0.0_wp, 0.0_wp, state%pressure_pa(level))
    equator_air_ratio = here%air_ratio
  end function equator_air_ratio

  !> Temperatures are our own: a lapse rate of 6.5 K/km below a tropopause of 215 K, the warm stratopause above, colder
  !> towards the poles, and a planetary wave.
  type(conditions_type) function conditions_at(state, lon_rad, lat_rad, pressure_pa) result(here)
    type(chemistry_state_type), intent(in) :: state
    real(wp), intent(in) :: lon_rad, lat_rad, pressure_pa
    real(wp), parameter :: scale_height_km = scale_height_m / 1000, lapse_k_km = 6.5_wp
    real(wp) :: height_km, troposphere_k, stratosphere_k

    if (state%mech%uniform) then
      here = conditions_type(state%mech%temperature_k, state%mech%pressure_pa, state%mech%air)
      return
    end if
    height_km = scale_height_km * log(surface_pressure_pa / pressure_pa)
    troposphere_k = 300 - 40 * sin(lat_rad)**2 + 3 * cos(lat_rad) * cos(2 * lon_rad) - lapse_k_km * height_km
    stratosphere_k = 215 + min(50.0_wp, 1.8_wp * max(0.0_wp, height_km - 20)) - 2.5_wp * max(0.0_wp, height_km - 50)
    here%temperature_k = max(troposphere_k, stratosphere_k)
    here%pressure_pa = pressure_pa
    here%air_ratio = (pressure_pa / state%mech%pressure_pa) * (state%mech%temperature_k / here%temperature_k)
    here%air = state%mech%air * here%air_ratio
  end function conditions_at

  !> The conserved totals of a cell.
  function cell_totals(state, cell) result(totals)
    type(chemistry_state_type), intent(in) :: state
    integer, intent(in) :: cell
    real(wp) :: totals(size(state%mech%totals))
    integer :: t

    do t = 1, size(totals)
      totals(t) = sum(state%mech%totals(t)%weight * state%y(state%mech%totals(t)%species, cell))
    end do
  end function cell_totals

  pure subroutine indices(state, cell, i, j, k)
    type(chemistry_state_type), intent(in) :: state
    integer, intent(in) :: cell
    integer, intent(out) :: i, j, k

    i = modulo(cell - 1, state%nlon) + 1
    j = modulo((cell - 1) / state%nlon, state%nlat) + 1
    k = (cell - 1) / (state%nlon * state%nlat) + 1
  end subroutine indices
end module chemistry_state
