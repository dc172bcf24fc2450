!> What is watched of cells in which nothing but chemistry changes the concentrations: each keeps its atoms.
module cell_diagnostics_process
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use checksum, only: column_checksum
  use chemistry_state, only: cell_totals
  use fault_targets, only: part_of_a_total, outside_totals
  use kinds, only: wp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use verification, only: check
  implicit none
  private
  public :: cell_diagnostics_process_type

  type, extends(process_type) :: cell_diagnostics_process_type
    real(wp) :: drift = 0         !< worst change of a conserved total of a cell, relative to its parts
    real(wp) :: negative = 0      !< lowest concentration below zero, relative to the absolute tolerance
    integer(i8) :: not_finite = 0
  contains
    procedure :: start
    procedure :: inspect
    procedure :: plant_fault
    procedure :: verify
  end type cell_diagnostics_process_type

contains

  !> The cells' initial totals are in the state of the chemistry already.
  subroutine start(self, model)
    class(cell_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
  end subroutine start

  subroutine inspect(self, model)
    class(cell_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(in) :: model
    real(wp) :: drift, negative, parts
    real(wp) :: totals(size(model%chemistry%mech%totals))
    integer(i8) :: not_finite
    integer :: cell, t

    drift = 0
    negative = 0
    not_finite = 0
    associate (state => model%chemistry)
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
    end associate
    self%drift = max(self%drift, drift)
    self%negative = max(self%negative, negative)
    self%not_finite = self%not_finite + not_finite
  end subroutine inspect

  !> - conserved_drift: change of any conserved total of any cell since the start, relative; worst hour.
  !> - negative: lowest concentration, in absolute tolerances below zero; worst hour.
  !> - not_finite: values that are NaN or infinite.
  subroutine verify(self, model, outcome)
    class(cell_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("conserved_drift", self%drift, 1.0e-12_wp), &
                      check("negative", self%negative, 10.0_wp), &
                      check("not_finite", real(self%not_finite, wp), 0.0_wp)])
    outcome%no_norms_because = "a run with chemistry compares with the mechanism's reference case instead"
    outcome%checksum = column_checksum(model%chemistry%y)
  end subroutine verify

  subroutine plant_fault(self, fault, model)
    class(cell_diagnostics_process_type), intent(in) :: self
    character(*), intent(in) :: fault
    type(model_type), intent(inout) :: model
    integer :: s

    associate (state => model%chemistry)
      if (fault == "mass") then
        s = part_of_a_total(state)
        state%y(s, state%cells / 2) = 1.5_wp * state%y(s, state%cells / 2)
      else if (fault == "bounds") then
        state%y(outside_totals(state), state%cells / 2) = -1.0e6_wp * state%atol
      end if
    end associate
  end subroutine plant_fault
end module cell_diagnostics_process
