!> Wet deposition. After transport, whose clock is already at the end of the step.
module wet_deposition_process
  use column_scavenging, only: scavenging_type, make_scavenging, scavenge
  use constants, only: time_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use process, only: process_type
  use scavenging, only: scavenging_flops
  use timers, only: timer_type, start_timer, stop_timer, wet_deposition
  use work, only: work_type, add_work, field_bytes
  implicit none
  private
  public :: wet_deposition_process_type

  real(wp), parameter :: step_s = real(time_step_s, wp)

  type, extends(process_type) :: wet_deposition_process_type
    integer :: first = 0
    type(scavenging_type) :: rain
  contains
    procedure :: start
    procedure :: advance
    procedure :: count_work
  end type wet_deposition_process_type

contains

  subroutine start(self, model)
    class(wet_deposition_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s
    call make_scavenging(model%tracers, self%first, self%rain)
  end subroutine start

  subroutine advance(self, model, list)
    class(wet_deposition_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(wet_deposition))
    call scavenge(model%tracers, model%tracers%time_s - step_s / 2, step_s, self%rain, model%deposited_kg)
    call stop_timer(list(wet_deposition))
  end subroutine advance

  subroutine count_work(self, model, work)
    class(wet_deposition_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: updates

    updates = model%tracers%cells() * (model%tracers%ntracer - self%first + 1) * model%steps_of_run(self%every_s)
    call add_work(work(wet_deposition), updates, updates * field_bytes, updates * scavenging_flops)
  end subroutine count_work
end module wet_deposition_process
