!> What a run that mixes transport, columns and chemistry watches and must pass. Chemistry changes every species, so bounds
!> and masses of single ones say nothing; atoms must all be there on the whole globe, and the constant must stay one.
module mix_checks
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use kinds, only: wp, i8
  use chemistry_checks, only: chemistry_found_type
  use chemistry_state, only: chemistry_state_type
  use continuity, only: continuity_residual_kg
  use global_diagnostics, only: global_mass_kg
  use model_state, only: state_type
  use verification, only: check_type, check
  implicit none
  private
  public :: mix_found_type, inspect_mix, verify_mix

  type :: mix_found_type
    real(wp), allocatable :: initial_kg(:)  !< (totals) air mass times mixing ratio
    real(wp) :: drift = 0                   !< worst change of a global total, relative to its parts
    real(wp) :: negative = 0                !< lowest concentration below zero, see inspect_field
    real(wp) :: variation = 0               !< of the constant tracer
    real(wp) :: filled = 0                  !< moved by the bounds filler per step, relative to the tracer's mass now
    integer(i8) :: not_finite = 0
  end type mix_found_type

contains

  !> The first call finds the totals that later ones compare with.
  !> @param air (cells) concentration of air
  subroutine inspect_mix(state, chemistry, air, found)
    type(state_type), intent(in) :: state
    type(chemistry_state_type), intent(in) :: chemistry
    real(wp), intent(in) :: air(:)
    type(mix_found_type), intent(inout) :: found
    real(wp) :: mass_kg(state%ntracer), totals_kg(size(chemistry%mech%totals)), parts_kg(size(chemistry%mech%totals))
    real(wp) :: negative
    integer(i8) :: not_finite
    integer :: tracer, t

    negative = 0
    not_finite = 0
    !$omp parallel do schedule(static) reduction(max: negative) reduction(+: not_finite)
    do tracer = 1, state%ntracer
      mass_kg(tracer) = global_mass_kg(state, tracer)
      call inspect_field(chemistry%cells, state%q(:, :, :, tracer), air, chemistry%atol, negative, not_finite)
    end do
    !$omp end parallel do
    do t = 1, size(totals_kg)
      associate (total => chemistry%mech%totals(t))
        totals_kg(t) = sum(total%weight * mass_kg(total%species + 1))
        parts_kg(t) = sum(abs(total%weight * mass_kg(total%species + 1)))
      end associate
    end do
    if (.not. allocated(found%initial_kg)) found%initial_kg = totals_kg
    found%drift = max(found%drift, maxval(abs(totals_kg - found%initial_kg) / max(parts_kg, tiny(negative))))
    found%negative = max(found%negative, negative)
    found%not_finite = found%not_finite + not_finite
    found%variation = max(found%variation, maxval(abs(state%q(:, :, :, 1) - 1)))
    found%filled = maxval(state%filled_kg(2:) / max(mass_kg(2:), tiny(negative))) / max(1, state%steps_done)
  end subroutine inspect_mix

  !> Relative to ten absolute tolerances, as in a chemistry run, and a millionth of the species' largest concentration: where
  !> transport brings a species that decays at once, the integrator's relative tolerance leaves as much of it.
  subroutine inspect_field(cells, q, air, atol, negative, not_finite)
    integer, intent(in) :: cells
    real(wp), intent(in) :: q(cells), air(cells), atol
    real(wp), intent(inout) :: negative
    integer(i8), intent(inout) :: not_finite

    negative = max(negative, maxval(-q * air) / (10 * atol + 1.0e-6_wp * maxval(q * air)))
    not_finite = not_finite + count(.not. ieee_is_finite(q))
  end subroutine inspect_field

  !> - reference_error, unfinished: as in a chemistry run.
  !> - conserved_drift: change of any conserved total on the whole globe since the start, relative; worst hour.
  !> - constancy: deviation of tracer 1 from one.
  !> - negative: lowest concentration below zero, see inspect_field; worst hour.
  !> - continuity, not_finite: as in a transport run.
  !> - filled_per_step: too, but radicals end more sharply at sunset than the shapes of a transport run.
  function verify_mix(state, chemistry, chemistry_found, found) result(checks)
    type(state_type), intent(in) :: state
    type(chemistry_state_type), intent(in) :: chemistry
    type(chemistry_found_type), intent(in) :: chemistry_found
    type(mix_found_type), intent(in) :: found
    type(check_type), allocatable :: checks(:)

    checks = [ &
      check("reference_error", chemistry_found%reference_error, chemistry%mech%reference%agreement), &
      check("conserved_drift", found%drift, 1.0e-12_wp), &
      check("constancy", found%variation, 1.0e-13_wp), &
      check("negative", found%negative, 1.0_wp), &
      check("not_finite", real(found%not_finite, wp), 0.0_wp), &
      check("unfinished", real(chemistry%count%lost, wp), 0.0_wp), &
      check("continuity", continuity_residual_kg(state%grid, state%flux), 0.0_wp, "kg"), &
      check("filled_per_step", found%filled, 1.0e-3_wp)]
  end function verify_mix
end module mix_checks
