!> The time loop: every process when it is due, in GEOS-Chem's order: transport, boundary layer mixing, convection every
!> 600 s, and chemistry over 1200 s between the first two of them and the next.
module simulation
  use kinds, only: wp
  use calendar, only: model_time_text
  use chemistry_step, only: update_sun, react
  use column_physics, only: mix_boundary_layer, convect
  use console, only: say
  use constants, only: time_step_s, chemistry_step_s, steps_per_hour
  use faults, only: inject_fault
  use mass_flux, only: update_fluxes
  use io_phase, only: io_hour
  use model_components, only: model_type
  use model_checks, only: inspect_model
  use timers, only: timer_type, start_timer, stop_timer, all_chemistry, gas_phase, photolysis, transport, mass_fluxes, &
    advection, convection, boundary_mixing, unit_conversions, diagnostics
  use tracer_transport, only: advect_tracers
  use unit_conversion, only: to_concentrations, to_mixing_ratios
  implicit none
  private
  public :: run_hours

  integer, parameter :: steps_per_chemistry = chemistry_step_s / time_step_s
  real(wp), parameter :: step_s = real(time_step_s, wp)

contains

  subroutine run_hours(model, list)
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    character(80) :: line
    integer :: hour, hours_before, step

    hours_before = model%steps_at_start / steps_per_hour
    do hour = hours_before + 1, hours_before + model%options%hours
      do step = 1, steps_per_hour
        if (model%transports) call transport_step(model, list)
        if (model%mixes) call column_step(model, list)
        if (model%reacts .and. modulo(model%steps_done, steps_per_chemistry) == 0) call chemistry_step_of(model, list)
        model%steps_done = model%steps_done + 1
        call inject_fault(model)
      end do
      if (model%does_io) call io_hour(model%io, hour, list)
      call start_timer(list(diagnostics))
      call inspect_model(model)
      call stop_timer(list(diagnostics))
      write (line, '("---> DATE: ",a,"  X-HRS:",f14.6)') model_time_text(hour), real(hour, wp)
      call say(trim(line))
    end do
  end subroutine run_hours

  subroutine transport_step(model, list)
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(transport))
    associate (state => model%tracers)
      call start_timer(list(mass_fluxes))
      call update_fluxes(state%flow, state%grid, state%air, state%time_s + step_s / 2, step_s, state%flux)
      call stop_timer(list(mass_fluxes))
      call start_timer(list(advection))
      call advect_tracers(state, model%tracer_work)
      call stop_timer(list(advection))
      state%steps_done = state%steps_done + 1
      state%time_s = state%steps_done * step_s
    end associate
    call stop_timer(list(transport))
  end subroutine transport_step

  !> After transport, whose clock is already at the end of the step.
  subroutine column_step(model, list)
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(boundary_mixing))
    call mix_boundary_layer(model%tracers, model%tracers%time_s - step_s / 2, step_s, model%columns)
    call stop_timer(list(boundary_mixing))
    call start_timer(list(convection))
    call convect(model%tracers, model%tracers%time_s - step_s / 2, step_s, model%columns)
    call stop_timer(list(convection))
  end subroutine column_step

  subroutine chemistry_step_of(model, list)
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    if (model%mixes) then
      call start_timer(list(unit_conversions))
      call to_concentrations(model%tracers, model%air, model%chemistry)
      call stop_timer(list(unit_conversions))
    end if
    call start_timer(list(all_chemistry))
    associate (state => model%chemistry)
      call start_timer(list(photolysis))
      call update_sun(state)
      call stop_timer(list(photolysis))
      call start_timer(list(gas_phase))
      call react(state, model%integrators)
      call stop_timer(list(gas_phase))
      state%steps_done = state%steps_done + 1
      state%time_s = real(state%steps_done, wp) * chemistry_step_s
    end associate
    call stop_timer(list(all_chemistry))
    if (model%mixes) then
      call start_timer(list(unit_conversions))
      call to_mixing_ratios(model%chemistry, model%air, model%tracers)
      call stop_timer(list(unit_conversions))
    end if
  end subroutine chemistry_step_of
end module simulation
