!> Deliberate defects, for testing that the checks fire (environment variable CTM_PROXY_FAULT).
module faults
  use kinds, only: wp
  use model_state, only: state_type
  use posix, only: touch_invalid_memory
  implicit none
  private
  public :: inject_fault

contains

  !> Called after every step: "mass" and "crash" act at half time, "bounds" on the final state.
  subroutine inject_fault(fault, steps, state)
    character(*), intent(in) :: fault
    integer, intent(in) :: steps
    type(state_type), intent(inout) :: state
    logical :: half_time, end_time
    integer :: tracer

    half_time = state%steps_done == (steps + 1) / 2
    end_time = state%steps_done == steps
    tracer = min(2, state%ntracer)
    associate (cell => state%q(1, state%nlat / 2, 1, tracer), neighbour => state%q(2, state%nlat / 2, 1, tracer), &
               lowest => state%lowest(tracer), highest => state%highest(tracer))
      select case (fault)
      case ("mass") ! stays within bounds where the tracer has a range, so that only the mass check can see it
        if (half_time) cell = merge(merge(highest, lowest, highest - cell > cell - lowest), 1.5_wp * cell, highest > lowest)
      case ("bounds") ! equal air masses in a row: the exchange conserves mass
        if (end_time) then
          neighbour = neighbour - (1.1_wp * highest - cell)
          cell = 1.1_wp * highest
        end if
      case ("crash")
        if (half_time) call touch_invalid_memory()
      end select
    end associate
  end subroutine inject_fault
end module faults
