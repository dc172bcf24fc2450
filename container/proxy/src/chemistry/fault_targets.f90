!> Species for deliberate defects, each such that one check sees it and no other.
module fault_targets
  use chemistry_state, only: chemistry_state_type
  implicit none
  private
  public :: part_of_a_total, outside_totals

contains

  !> The largest part of the largest total.
  integer function part_of_a_total(state) result(s)
    type(chemistry_state_type), intent(in) :: state
    integer :: cell, t

    cell = state%cells / 2
    t = maxloc(state%initial_total(:, cell), dim=1)
    s = state%mech%totals(t)%species(maxloc(state%y(state%mech%totals(t)%species, cell), dim=1))
  end function part_of_a_total

  !> A species in no total, so that only the check for negative values can see it.
  integer function outside_totals(state) result(s)
    type(chemistry_state_type), intent(in) :: state
    integer :: t

    do s = size(state%mech%species), 2, -1
      if (all([(all(state%mech%totals(t)%species /= s), t=1, size(state%mech%totals))])) exit
    end do
  end function outside_totals
end module fault_targets
