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
      if (.not. half_time) return
      if (model%mixes) then
        call change_mixed_total(model)
      else if (model%transports) then
        call change_tracer_mass(model%tracers)
      else if (model%reacts) then
        call change_total(model%chemistry)
      end if
    case ("bounds")
      if (.not. end_time) return
      if (model%mixes) then
        call make_mixed_negative(model)
      else if (model%transports) then
        call overshoot(model%tracers)
      else if (model%reacts) then
        call make_negative(model%chemistry)
      end if
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

  subroutine change_total(state)
    type(chemistry_state_type), intent(inout) :: state
    integer :: s

    s = part_of_a_total(state)
    state%y(s, state%cells / 2) = 1.5_wp * state%y(s, state%cells / 2)
  end subroutine change_total

  subroutine change_mixed_total(model)
    type(model_type), intent(inout) :: model
    integer :: tracer

    tracer = part_of_a_total(model%chemistry) + 1
    associate (cell => model%tracers%q(1, model%tracers%nlat / 2, 1, tracer))
      cell = 1.5_wp * cell
    end associate
  end subroutine change_mixed_total

  subroutine make_negative(state)
    type(chemistry_state_type), intent(inout) :: state

    state%y(outside_totals(state), state%cells / 2) = -1.0e6_wp * state%atol
  end subroutine make_negative

  subroutine make_mixed_negative(model)
    type(model_type), intent(inout) :: model
    integer :: tracer

    tracer = outside_totals(model%chemistry) + 1
    associate (q => model%tracers%q(:, :, :, tracer))
      q(1, model%tracers%nlat / 2, 1) = -1.0e6_wp * model%chemistry%atol / model%air(1) - 0.01_wp * maxval(q)
    end associate
  end subroutine make_mixed_negative

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
end module faults
