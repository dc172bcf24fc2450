!> The equilibrium of gases and particles in every cell of the troposphere.
module aerosol_process
  use activity_coefficients, only: coefficients_flops
  use cell_aerosol, only: aerosol_type, make_aerosol, equilibrate_cells
  use constants, only: chemistry_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, all_chemistry, aerosol
  use verification, only: check
  use work, only: work_type, add_work, word
  implicit none
  private
  public :: aerosol_process_type

  integer(i8), parameter :: evaluation_flops = coefficients_flops + 40 !< an exponential for the acidity, the ions
  integer(i8), parameter :: cell_bytes = 9 * word !< five mixing ratios read, four written

  type, extends(process_type) :: aerosol_process_type
    integer :: first = 0
    type(aerosol_type) :: cells
  contains
    procedure :: start
    procedure :: advance
    procedure :: begin_timing
    procedure :: verify
    procedure :: count_work
  end type aerosol_process_type

contains

  subroutine start(self, model)
    class(aerosol_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = chemistry_step_s
    call make_aerosol(model%tracers, self%first, self%cells)
  end subroutine start

  subroutine advance(self, model, list)
    class(aerosol_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(all_chemistry))
    call start_timer(list(aerosol))
    call equilibrate_cells(model%tracers, self%cells)
    call stop_timer(list(aerosol))
    call stop_timer(list(all_chemistry))
  end subroutine advance

  subroutine begin_timing(self, model)
    class(aerosol_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%cells%cells = 0
    self%cells%evaluations = 0
  end subroutine begin_timing

  !> - charge_imbalance: of the ions of a cell, relative; worst cell.
  !> - aerosol_moved: change of gas and particles together, relative; worst cell.
  subroutine verify(self, model, outcome)
    class(aerosol_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("charge_imbalance", self%cells%imbalance + real(self%cells%failed, wp), 1.0e-10_wp), &
                      check("aerosol_moved", self%cells%moved, 1.0e-14_wp)])
  end subroutine verify

  subroutine count_work(self, model, work)
    class(aerosol_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)

    call add_work(work(aerosol), self%cells%cells, self%cells%cells * cell_bytes, self%cells%evaluations * evaluation_flops)
  end subroutine count_work
end module aerosol_process
