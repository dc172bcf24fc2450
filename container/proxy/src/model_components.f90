!> What a run consists of: the options choose the components, each with its state, its work arrays and what was found of it.
module model_components
  use chemistry_checks, only: chemistry_found_type
  use chemistry_start, only: start_chemistry
  use chemistry_state, only: chemistry_state_type
  use chemistry_step, only: allocate_integrators
  use constants, only: steps_per_hour
  use global_diagnostics, only: diagnostics_type, start_diagnostics
  use hybrid_levels, only: make_levels
  use io_phase, only: io_type, start_io
  use latlon_grid, only: named_grid
  use model_state, only: state_type, initialise_state
  use named_flow, only: make_flow
  use rosenbrock, only: integrator_type
  use run_options, only: options_type
  use tracer_transport, only: tracer_work_type, allocate_tracer_work
  implicit none
  private
  public :: model_type, start_model

  type :: model_type
    type(options_type) :: options
    integer :: threads = 1, steps = 0, steps_done = 0 !< of the transport time step, which paces every simulation
    integer :: steps_at_start = 0 !< done by the runs that a restart goes on from
    logical :: transports = .false., reacts = .false., does_io = .false.
    type(state_type) :: tracers
    type(tracer_work_type), allocatable :: tracer_work(:)
    type(diagnostics_type) :: tracers_found
    type(chemistry_state_type) :: chemistry
    type(integrator_type), allocatable :: integrators(:)
    type(chemistry_found_type) :: chemistry_found
    type(io_type) :: io
  end type model_type

contains

  subroutine start_model(options, threads, model)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(model_type), intent(out) :: model

    model%options = options
    model%threads = threads
    model%steps = options%hours * steps_per_hour
    model%transports = options%simulation == "transport"
    model%reacts = options%simulation == "chemistry"
    model%does_io = options%simulation == "io"
    if (model%does_io) call start_io(options, model%io)
    if (model%transports) then
      call initialise_state(named_grid(options%resolution), make_levels(options%levels), make_flow(options%flow), &
                            options%tracers, model%tracers)
      call allocate_tracer_work(model%tracers, threads, model%tracer_work)
      call start_diagnostics(model%tracers, model%tracers_found)
    end if
    if (model%reacts) then
      call start_chemistry(options, model%chemistry, model%chemistry_found)
      call allocate_integrators(model%chemistry, threads, model%integrators)
    end if
  end subroutine start_model
end module model_components
