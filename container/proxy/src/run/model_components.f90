!> What a run consists of: the options choose the components, each with its state, its work arrays and what was found of it.
module model_components
  use chemistry_checks, only: chemistry_found_type
  use chemistry_start, only: start_chemistry
  use chemistry_state, only: chemistry_state_type
  use chemistry_step, only: allocate_integrators
  use column_physics, only: column_type, make_columns
  use constants, only: steps_per_hour
  use global_diagnostics, only: diagnostics_type, start_diagnostics
  use hybrid_levels, only: make_levels
  use io_phase, only: io_type, start_io
  use kinds, only: wp
  use latlon_grid, only: named_grid
  use mix_checks, only: mix_found_type, inspect_mix
  use model_state, only: state_type, initialise_state
  use named_flow, only: make_flow
  use rosenbrock, only: integrator_type
  use run_options, only: options_type
  use tracer_transport, only: tracer_work_type, allocate_tracer_work
  use unit_conversion, only: air_concentrations, to_mixing_ratios
  implicit none
  private
  public :: model_type, start_model

  type :: model_type
    type(options_type) :: options
    integer :: threads = 1, steps = 0, steps_done = 0 !< of the transport time step, which paces every simulation
    integer :: steps_at_start = 0 !< done by the runs that a restart goes on from
    logical :: transports = .false., reacts = .false., does_io = .false.
    logical :: mixes = .false. !< transports and reacts, with the columns
    type(state_type) :: tracers
    type(tracer_work_type), allocatable :: tracer_work(:)
    type(diagnostics_type) :: tracers_found
    type(chemistry_state_type) :: chemistry
    type(integrator_type), allocatable :: integrators(:)
    type(chemistry_found_type) :: chemistry_found
    type(io_type) :: io
    type(column_type) :: columns
    real(wp), allocatable :: air(:)             !< (cells) concentration of air, see unit_conversion
    type(mix_found_type) :: mix_found
  end type model_type

contains

  subroutine start_model(options, threads, model)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(model_type), intent(out) :: model

    model%options = options
    model%threads = threads
    model%steps = options%hours * steps_per_hour
    model%mixes = options%simulation == "fullchem"
    model%transports = options%simulation == "transport" .or. model%mixes
    model%reacts = options%simulation == "chemistry" .or. model%mixes
    model%does_io = options%simulation == "io"
    if (model%does_io) call start_io(options, model%io)
    if (model%reacts) then
      call start_chemistry(options, model%chemistry, model%chemistry_found)
      call allocate_integrators(model%chemistry, threads, model%integrators)
    end if
    if (model%transports) then
      call initialise_state(named_grid(options%resolution), make_levels(options%levels), make_flow(options%flow), &
                            merge(1 + model%chemistry%plan%species, options%tracers, model%mixes), model%tracers, model%mixes)
      call allocate_tracer_work(model%tracers, threads, model%tracer_work)
    end if
    if (model%mixes) then
      call make_columns(model%tracers, threads, model%columns)
      model%air = air_concentrations(model%chemistry)
      call to_mixing_ratios(model%chemistry, model%air, model%tracers)
      call inspect_mix(model%tracers, model%chemistry, model%air, model%mix_found)
    else if (model%transports) then
      call start_diagnostics(model%tracers, model%tracers_found)
    end if
  end subroutine start_model
end module model_components
