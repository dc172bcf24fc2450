!> What is watched of tracers that nothing but transport changes: masses, extrema, and the error where it is known.
module tracer_diagnostics_process
  use checksum, only: field_checksum
  use error_norms, only: exact_solution_known, all_error_norms
  use global_diagnostics, only: diagnostics_type, start_diagnostics, update_diagnostics, verify_tracers
  use kinds, only: wp
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use tracer_state, only: state_type
  implicit none
  private
  public :: tracer_diagnostics_process_type

  type, extends(process_type) :: tracer_diagnostics_process_type
    type(diagnostics_type) :: found
  contains
    procedure :: start
    procedure :: inspect
    procedure :: plant_fault
    procedure :: verify
  end type tracer_diagnostics_process_type

contains

  subroutine start(self, model)
    class(tracer_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    call start_diagnostics(model%tracers, self%found)
  end subroutine start

  subroutine inspect(self, model)
    class(tracer_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(in) :: model

    call update_diagnostics(model%tracers, self%found)
  end subroutine inspect

  subroutine verify(self, model, outcome)
    class(tracer_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add(verify_tracers(model%tracers, self%found))
    outcome%checksum = field_checksum(model%tracers%q)
    if (exact_solution_known(model%tracers)) then
      outcome%norms = all_error_norms(model%tracers)
    else
      outcome%no_norms_because = "the exact solution of the "//model%tracers%flow%name &
        //" flow is known only at whole multiples of its period of 288 hours"
    end if
  end subroutine verify

  subroutine plant_fault(self, fault, model)
    class(tracer_diagnostics_process_type), intent(in) :: self
    character(*), intent(in) :: fault
    type(model_type), intent(inout) :: model

    if (fault == "mass") call change_mass(model%tracers)
    if (fault == "bounds") call overshoot(model%tracers)
  end subroutine plant_fault

  !> Stays within bounds where the tracer has a range, so that only the mass check can see it.
  subroutine change_mass(state)
    type(state_type), intent(inout) :: state
    integer :: tracer

    tracer = min(2, state%ntracer)
    associate (cell => state%q(1, state%nlat / 2, 1, tracer), &
               lowest => state%lowest(tracer), highest => state%highest(tracer))
      cell = merge(merge(highest, lowest, highest - cell > cell - lowest), 1.5_wp * cell, highest > lowest)
    end associate
  end subroutine change_mass

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
end module tracer_diagnostics_process
