!> The time loop.
module simulation
  use kinds, only: wp
  use calendar, only: model_time_text
  use console, only: say
  use constants, only: time_step_s, steps_per_hour
  use faults, only: inject_fault
  use global_diagnostics, only: diagnostics_type, update_diagnostics
  use mass_flux, only: update_fluxes
  use model_state, only: state_type
  use timers, only: timer_type, start_timer, stop_timer, transport, mass_fluxes, advection, diagnostics
  use tracer_transport, only: advect_tracers, tracer_work_type
  implicit none
  private
  public :: run_hours

contains

  subroutine run_hours(hours, fault, state, work, found, list)
    integer, intent(in) :: hours
    character(*), intent(in) :: fault
    type(state_type), intent(inout) :: state
    type(tracer_work_type), intent(inout) :: work(:)
    type(diagnostics_type), intent(inout) :: found
    type(timer_type), intent(inout) :: list(:)
    character(80) :: line
    integer :: hour, step

    do hour = 1, hours
      do step = 1, steps_per_hour
        call start_timer(list(transport))
        call one_step(state, work, list)
        call stop_timer(list(transport))
        call inject_fault(fault, hours * steps_per_hour, state)
      end do
      call start_timer(list(diagnostics))
      call update_diagnostics(state, found)
      call stop_timer(list(diagnostics))
      write (line, '("---> DATE: ",a,"  X-HRS:",f14.6)') model_time_text(hour), real(hour, wp)
      call say(trim(line))
    end do
  end subroutine run_hours

  subroutine one_step(state, work, list)
    type(state_type), intent(inout) :: state
    type(tracer_work_type), intent(inout) :: work(:)
    type(timer_type), intent(inout) :: list(:)
    real(wp), parameter :: step_s = real(time_step_s, wp)

    call start_timer(list(mass_fluxes))
    call update_fluxes(state%flow, state%grid, state%air, state%time_s + step_s / 2, step_s, state%flux)
    call stop_timer(list(mass_fluxes))
    call start_timer(list(advection))
    call advect_tracers(state, work)
    call stop_timer(list(advection))
    state%steps_done = state%steps_done + 1
    state%time_s = state%steps_done * step_s
  end subroutine one_step
end module simulation
