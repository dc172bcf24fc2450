!> The checks every run must pass. They fail closed: a value that is not a number passes nothing.
module verification
  use kinds, only: wp
  use console, only: say
  use global_diagnostics, only: diagnostics_type
  use model_state, only: state_type
  use continuity, only: continuity_residual_kg
  implicit none
  private
  public :: check_type, check, verify_run, print_checks

  type :: check_type
    character(24) :: name = ""
    real(wp) :: value = 0, limit = 0
    character(4) :: unit = "1"
    logical :: passed = .false.
  end type check_type

contains

  !> - mass_drift: change of any tracer's global mass, relative; worst hour.
  !> - new_extrema: excess over the initial extrema, relative to the largest value; worst tracer and hour.
  !> - constancy: deviation of tracer 1, which nothing repairs, from one.
  !> - not_finite: values that are NaN or infinite.
  !> - continuity: change of a cell's air mass in the last step.
  !> - filled_per_step: mass the bounds filler had to move, relative to the tracer's mass; a broken scheme would hide
  !>   behind the filler otherwise.
  function verify_run(state, diagnostics) result(checks)
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
      check("continuity", continuity_residual_kg(state%grid, state%flux), 0.0_wp, "kg"), &
      check("filled_per_step", filled, 1.0e-4_wp)]
  end function verify_run

  pure type(check_type) function check(name, value, limit, unit)
    character(*), intent(in) :: name
    character(*), intent(in), optional :: unit
    real(wp), intent(in) :: value, limit

    check = check_type(name, value, limit, passed=value <= limit)
    if (present(unit)) check%unit = unit
  end function check

  subroutine print_checks(checks)
    type(check_type), intent(in) :: checks(:)
    character(100) :: line
    integer :: c

    do c = 1, size(checks)
      write (line, '("VERIFICATION ",a,2(1x,es10.3),1x,a)') trim(checks(c)%name), checks(c)%value, checks(c)%limit, &
        merge("PASSED", "FAILED", checks(c)%passed)
      call say(trim(line))
    end do
  end subroutine print_checks
end module verification
