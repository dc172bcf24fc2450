!> Deliberate defects, for testing that the checks fire (environment variable CTM_PROXY_FAULT).
module faults
  use kinds, only: wp
  use chemistry_state, only: chemistry_state_type
  use model_components, only: model_type
  use model_state, only: state_type
  use posix, only: touch_invalid_memory
  implicit none
  private
  public :: inject_fault

contains

  !> Called after every step: "mass" and "crash" act at half time, "bounds" on the final state.
  subroutine inject_fault(model)
    type(model_type), intent(inout) :: model
    logical :: half_time, end_time

    half_time = model%steps_done == model%steps_at_start + (model%steps - model%steps_at_start) / 2
    end_time = model%steps_done == model%steps
    select case (model%options%fault)
    case ("mass")
      if (half_time .and. model%transports) call change_tracer_mass(model%tracers)
      if (half_time .and. model%reacts) call change_total(model%chemistry)
    case ("bounds")
      if (end_time .and. model%transports) call overshoot(model%tracers)
      if (end_time .and. model%reacts) call make_negative(model%chemistry)
    case ("crash")
      if (half_time) call touch_invalid_memory()
    end select
  end subroutine inject_fault

  !> Stays within bounds where the tracer has a range, so that only the mass check can see it.
  subroutine change_tracer_mass(state)
    type(state_type), intent(inout) :: state
    integer :: tracer

    tracer = min(2, state%ntracer)
    associate (cell => state%q(1, state%nlat / 2, 1, tracer), &
               lowest => state%lowest(tracer), highest => state%highest(tracer))
      cell = merge(merge(highest, lowest, highest - cell > cell - lowest), 1.5_wp * cell, highest > lowest)
    end associate
  end subroutine change_tracer_mass

  !> Equal air masses in a row: the exchange conserves mass.
  subroutine overshoot(state)
    type(state_type), intent(inout) :: state
    integer :: tracer

    tracer = min(2, state%ntracer)
    associate (cell => state%q(1, state%nlat / 2, 1, tracer), neighbour => state%q(2, state%nlat / 2, 1, tracer), &
               highest => state%highest(tracer))
      neighbour = neighbour - (1.1_wp * highest - cell)
      cell = 1.1_wp * highest
    end associate
  end subroutine overshoot

  !> The largest part of a total that there is.
  subroutine change_total(state)
    type(chemistry_state_type), intent(inout) :: state
    integer :: cell, s, t

    cell = state%cells / 2
    t = maxloc(state%initial_total(:, cell), dim=1)
    s = state%mech%totals(t)%species(maxloc(state%y(state%mech%totals(t)%species, cell), dim=1))
    state%y(s, cell) = 1.5_wp * state%y(s, cell)
  end subroutine change_total

  !> A species in no total, so that only the check for negative values can see it.
  subroutine make_negative(state)
    type(chemistry_state_type), intent(inout) :: state
    integer :: s, t

    do s = size(state%mech%species), 2, -1
      if (all([(all(state%mech%totals(t)%species /= s), t=1, size(state%mech%totals))])) exit
    end do
    state%y(s, state%cells / 2) = -1.0e6_wp * state%atol
  end subroutine make_negative
end module faults
