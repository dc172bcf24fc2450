!> Deliberate defects of a chemistry run (see faults).
module chemistry_faults
  use kinds, only: wp
  use chemistry_state, only: chemistry_state_type
  use posix, only: touch_invalid_memory
  implicit none
  private
  public :: inject_chemistry_fault

contains

  !> Called after every step: "mass" and "crash" act at half time, "bounds" on the final state.
  subroutine inject_chemistry_fault(fault, steps, state)
    character(*), intent(in) :: fault
    integer, intent(in) :: steps
    type(chemistry_state_type), intent(inout) :: state
    logical :: half_time, end_time
    integer :: cell, s, t

    half_time = state%steps_done == (steps + 1) / 2
    end_time = state%steps_done == steps
    cell = state%cells / 2
    select case (fault)
    case ("mass") ! the largest part of a total that there is
      t = maxloc(state%initial_total(:, cell), dim=1)
      s = state%mech%totals(t)%species(maxloc(state%y(state%mech%totals(t)%species, cell), dim=1))
      if (half_time) state%y(s, cell) = 1.5_wp * state%y(s, cell)
    case ("bounds") ! of a species in no total, so that only the check for negative values can see it
      do s = size(state%mech%species), 2, -1
        if (all([(all(state%mech%totals(t)%species /= s), t=1, size(state%mech%totals))])) exit
      end do
      if (end_time) state%y(s, cell) = -1.0e6_wp * state%atol
    case ("crash")
      if (half_time) call touch_invalid_memory()
    end select
  end subroutine inject_chemistry_fault
end module chemistry_faults
