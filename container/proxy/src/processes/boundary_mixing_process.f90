!> Mixing in the boundary layer. After transport, whose clock is already at the end of the step.
module boundary_mixing_process
  use column_mixing, only: mixing_type, make_mixing, mix_boundary_layer
  use constants, only: time_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, boundary_mixing
  use vertical_diffusion, only: diffusion_flops
  use work, only: work_type, add_work, field_bytes
  implicit none
  private
  public :: boundary_mixing_process_type

  real(wp), parameter :: step_s = real(time_step_s, wp)

  type, extends(process_type) :: boundary_mixing_process_type
    type(mixing_type) :: mixing
  contains
    procedure :: start
    procedure :: advance
    procedure :: count_work
  end type boundary_mixing_process_type

contains

  subroutine start(self, model)
    class(boundary_mixing_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s
    call make_mixing(model%tracers, model%threads, self%mixing)
  end subroutine start

  subroutine advance(self, model, list)
    class(boundary_mixing_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(boundary_mixing))
    call mix_boundary_layer(model%tracers, model%tracers%time_s - step_s / 2, step_s, self%mixing)
    call stop_timer(list(boundary_mixing))
  end subroutine advance

  subroutine count_work(self, model, work)
    class(boundary_mixing_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: updates

    updates = model%tracers%cells() * model%tracers%ntracer * model%steps_of_run(self%every_s)
    call add_work(work(boundary_mixing), updates, updates * field_bytes, updates * diffusion_flops)
  end subroutine count_work
end module boundary_mixing_process
