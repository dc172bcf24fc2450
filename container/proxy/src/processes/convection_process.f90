!> Convection. After transport, whose clock is already at the end of the step.
module convection_process
  use column_convection, only: convection_type, make_convection, convect
  use constants, only: time_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, convection
  use updraft_transport, only: convection_flops
  use work, only: work_type, add_work, field_bytes
  implicit none
  private
  public :: convection_process_type

  real(wp), parameter :: step_s = real(time_step_s, wp)

  type, extends(process_type) :: convection_process_type
    type(convection_type) :: clouds
  contains
    procedure :: start
    procedure :: advance
    procedure :: begin_timing
    procedure :: count_work
  end type convection_process_type

contains

  subroutine start(self, model)
    class(convection_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s
    call make_convection(model%tracers, self%clouds)
  end subroutine start

  subroutine advance(self, model, list)
    class(convection_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(convection))
    call convect(model%tracers, model%tracers%time_s - step_s / 2, step_s, self%clouds)
    call stop_timer(list(convection))
  end subroutine advance

  subroutine begin_timing(self, model)
    class(convection_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%clouds%convected = 0
  end subroutine begin_timing

  subroutine count_work(self, model, work)
    class(convection_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: lifted

    lifted = self%clouds%convected * model%tracers%ntracer
    call add_work(work(convection), lifted, lifted * field_bytes, lifted * convection_flops)
  end subroutine count_work
end module convection_process
