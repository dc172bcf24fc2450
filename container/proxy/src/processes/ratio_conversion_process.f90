!> The conversions of units around an operation on the tracers, see ratio_conversion. Both at once, before it: the operation itself
!> works on mixing ratios here.
module ratio_conversion_process
  use constants, only: time_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use process, only: process_type
  use ratio_conversion, only: to_amounts, to_ratios
  use timers, only: timer_type, start_timer, stop_timer, unit_conversions
  use work, only: work_type, add_work, field_bytes
  implicit none
  private
  public :: ratio_conversion_process_type

  type, extends(process_type) :: ratio_conversion_process_type
    real(wp), allocatable :: air(:, :, :)
  contains
    procedure :: start
    procedure :: advance
    procedure :: count_work
  end type ratio_conversion_process_type

contains

  subroutine start(self, model)
    class(ratio_conversion_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s
    allocate (self%air(model%tracers%nlon, model%tracers%nlat, model%tracers%nlev))
  end subroutine start

  subroutine advance(self, model, list)
    class(ratio_conversion_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(unit_conversions))
    call to_amounts(model%tracers, self%air)
    call to_ratios(model%tracers, self%air)
    call stop_timer(list(unit_conversions))
  end subroutine advance

  subroutine count_work(self, model, work)
    class(ratio_conversion_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: converted

    converted = 2 * model%tracers%cells() * model%tracers%ntracer * model%steps_of_run(self%every_s)
    call add_work(work(unit_conversions), converted, converted * field_bytes, converted)
  end subroutine count_work
end module ratio_conversion_process
