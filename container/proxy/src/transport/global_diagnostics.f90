!> Global mass, extrema and finiteness of a tracer, and what they were at worst during the run.
module global_diagnostics
  use kinds, only: wp
  use tracer_state, only: state_type
  use verification, only: check_type, check
  implicit none
  private
  public :: diagnostics_type, start_diagnostics, update_diagnostics, verify_tracers, global_mass_kg

  type :: diagnostics_type
    real(wp), allocatable :: initial_kg(:)        !< (ntracer) tracer mass per unit molar-mass ratio
    real(wp), allocatable :: worst_drift(:)       !< (ntracer) relative to the initial mass
    real(wp), allocatable :: worst_overshoot(:)   !< (ntracer) beyond the initial extrema, relative to the largest value
    real(wp), allocatable :: worst_variation(:)   !< (ntracer) largest minus smallest deviation from the initial extrema
    integer, allocatable :: not_finite(:)         !< (ntracer) count of NaN and infinities
  end type diagnostics_type

contains

  subroutine start_diagnostics(state, diagnostics)
    type(state_type), intent(in) :: state
    type(diagnostics_type), intent(out) :: diagnostics
    integer :: tracer

    allocate (diagnostics%initial_kg(state%ntracer))
    allocate (diagnostics%worst_drift(state%ntracer), source=0.0_wp)
    allocate (diagnostics%worst_overshoot, diagnostics%worst_variation, source=diagnostics%worst_drift)
    allocate (diagnostics%not_finite(state%ntracer), source=0)
    !$omp parallel do schedule(static)
    do tracer = 1, state%ntracer
      diagnostics%initial_kg(tracer) = global_mass_kg(state, tracer)
    end do
    !$omp end parallel do
  end subroutine start_diagnostics

  subroutine update_diagnostics(state, diagnostics)
    type(state_type), intent(in) :: state
    type(diagnostics_type), intent(inout) :: diagnostics
    integer :: tracer

    !$omp parallel do schedule(static)
    do tracer = 1, state%ntracer
      call update_one(state, tracer, diagnostics)
    end do
    !$omp end parallel do
  end subroutine update_diagnostics

  subroutine update_one(state, tracer, diagnostics)
    type(state_type), intent(in) :: state
    integer, intent(in) :: tracer
    type(diagnostics_type), intent(inout) :: diagnostics
    real(wp) :: smallest, largest, scale
    integer :: odd, k

    smallest = huge(smallest)
    largest = -huge(largest)
    odd = 0
    do k = 1, state%nlev
      associate (q => state%q(:, :, k, tracer))
        smallest = min(smallest, minval(q))
        largest = max(largest, maxval(q))
        odd = odd + count(.not. abs(q) <= huge(largest)) ! true for NaN as well as for infinities
      end associate
    end do
    associate (d => diagnostics, lowest => state%lowest(tracer), highest => state%highest(tracer))
      scale = max(abs(lowest), abs(highest))
      d%not_finite(tracer) = max(d%not_finite(tracer), odd)
      d%worst_overshoot(tracer) = max(d%worst_overshoot(tracer), (lowest - smallest) / scale, (largest - highest) / scale)
      d%worst_variation(tracer) = max(d%worst_variation(tracer), abs(largest - highest), abs(smallest - lowest))
      d%worst_drift(tracer) = max(d%worst_drift(tracer), &
                                  abs(global_mass_kg(state, tracer) - d%initial_kg(tracer)) / d%initial_kg(tracer))
    end associate
  end subroutine update_one

  !> - mass_drift: change of any tracer's global mass, relative; worst hour.
  !> - new_extrema: excess over the initial extrema, relative to the largest value; worst tracer and hour.
  !> - constancy: deviation of tracer 1, which nothing repairs, from one.
  !> - not_finite: values that are NaN or infinite.
  !> - filled_per_step: mass the bounds filler had to move, relative to the tracer's mass; a broken scheme would hide
  !>   behind the filler otherwise.
  function verify_tracers(state, diagnostics) result(checks)
    type(state_type), intent(in) :: state
    type(diagnostics_type), intent(in) :: diagnostics
    type(check_type), allocatable :: checks(:)
    real(wp) :: filled

    filled = maxval(state%filled_kg / diagnostics%initial_kg) / max(1, state%steps_done)
    checks = [ &
      check("mass_drift", maxval(diagnostics%worst_drift), 1.0e-12_wp), &
      check("new_extrema", maxval(diagnostics%worst_overshoot), 1.0e-13_wp), &
      check("constancy", diagnostics%worst_variation(1), 1.0e-13_wp), &
      check("not_finite", real(sum(diagnostics%not_finite), wp), 0.0_wp), &
      check("filled_per_step", filled, 1.0e-4_wp)]
  end function verify_tracers

  !> Summed by rows, then levels, so that the round-off of the sum stays far below the drift it has to show.
  pure real(wp) function global_mass_kg(state, tracer)
    type(state_type), intent(in) :: state
    integer, intent(in) :: tracer
    real(wp) :: level_kg
    integer :: j, k

    global_mass_kg = 0
    do k = 1, state%nlev
      level_kg = 0
      do j = 1, state%nlat
        level_kg = level_kg + state%air%cell_kg(j, k) * sum(state%q(:state%grid%cells_in_row(j), j, k, tracer))
      end do
      global_mass_kg = global_mass_kg + level_kg
    end do
  end function global_mass_kg
end module global_diagnostics
