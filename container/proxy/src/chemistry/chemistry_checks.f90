!> What a chemistry run watches and must pass.
module chemistry_checks
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use kinds, only: wp, i8
  use chemistry_state, only: chemistry_state_type, cell_totals
  use verification, only: check_type, check
  implicit none
  private
  public :: chemistry_found_type, inspect_chemistry, verify_chemistry

  type :: chemistry_found_type
    real(wp) :: reference_error = huge(1.0_wp)
    real(wp) :: drift = 0         !< worst change of a conserved total of a cell, relative to its parts
    real(wp) :: negative = 0      !< lowest concentration below zero, relative to the absolute tolerance
    integer(i8) :: not_finite = 0
  end type chemistry_found_type

contains

  subroutine inspect_chemistry(state, found)
    type(chemistry_state_type), intent(in) :: state
    type(chemistry_found_type), intent(inout) :: found
    real(wp) :: drift, negative, parts
    real(wp) :: totals(size(state%mech%totals))
    integer(i8) :: not_finite
    integer :: cell, t

    drift = 0
    negative = 0
    not_finite = 0
    !$omp parallel do schedule(static) private(totals, parts, t) reduction(max: drift, negative) reduction(+: not_finite)
    do cell = 1, state%cells
      not_finite = not_finite + count(.not. ieee_is_finite(state%y(:, cell)))
      negative = max(negative, -minval(state%y(:, cell)) / state%atol)
      totals = cell_totals(state, cell)
      do t = 1, size(totals)
        parts = sum(abs(state%mech%totals(t)%weight * state%y(state%mech%totals(t)%species, cell)))
        if (parts > 0) drift = max(drift, abs(totals(t) - state%initial_total(t, cell)) / parts)
      end do
    end do
    !$omp end parallel do
    found%drift = max(found%drift, drift)
    found%negative = max(found%negative, negative)
    found%not_finite = found%not_finite + not_finite
  end subroutine inspect_chemistry

  !> - reference_error: of the reference case, integrated before anything else; worst species, relative.
  !> - conserved_drift: change of any conserved total of any cell since the start, relative; worst hour.
  !> - negative: lowest concentration, in absolute tolerances below zero; worst hour.
  !> - not_finite: values that are NaN or infinite.
  !> - unfinished: cells whose sub-step became too small or their number too large.
  function verify_chemistry(state, found) result(checks)
    type(chemistry_state_type), intent(in) :: state
    type(chemistry_found_type), intent(in) :: found
    type(check_type), allocatable :: checks(:)

    checks = [ &
      check("reference_error", found%reference_error, state%mech%reference%agreement), &
      check("conserved_drift", found%drift, 1.0e-12_wp), &
      check("negative", found%negative, 10.0_wp), &
      check("not_finite", real(found%not_finite, wp), 0.0_wp), &
      check("unfinished", real(state%count%lost, wp), 0.0_wp)]
  end function verify_chemistry
end module chemistry_checks
