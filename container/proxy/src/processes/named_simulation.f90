!> What each simulation of the command line consists of: the fields that its processes share, and the processes in GEOS-Chem's
!> order: emissions; transport, boundary layer mixing, convection; photolysis, chemistry between two conversions of units,
!> aerosol; wet deposition.
module named_simulation
  use aerosol_process, only: aerosol_process_type
  use boundary_mixing_process, only: boundary_mixing_process_type
  use budget_diagnostics_process, only: budget_diagnostics_process_type
  use cell_aerosol, only: aerosol_tracers
  use cell_diagnostics_process, only: cell_diagnostics_process_type
  use chemistry_process, only: chemistry_process_type
  use chemistry_start, only: start_chemistry
  use console, only: fail, say, exit_usage
  use convection_process, only: convection_process_type
  use emission_process, only: emission_process_type
  use free_space, only: require_space
  use hybrid_levels, only: levels_type, make_levels
  use input_process, only: input_process_type
  use kinds, only: wp
  use latlon_grid, only: grid_type, named_grid
  use model, only: model_type
  use named_flow, only: make_flow
  use netcdf_c, only: netcdf_available
  use output_process, only: output_process_type
  use photolysis_process, only: photolysis_process_type
  use process_list, only: process_item_type, add_process
  use species_diagnostics_process, only: species_diagnostics_process_type
  use text, only: text_of
  use tracer_diagnostics_process, only: tracer_diagnostics_process_type
  use tracer_state, only: initialise_state
  use transport_process, only: transport_process_type
  use unit_conversion, only: air_concentrations
  use ratio_conversion_process, only: ratio_conversion_process_type
  use unit_conversion_process, only: to_concentrations_process_type, to_mixing_ratios_process_type
  use wet_deposition_process, only: wet_deposition_process_type
  implicit none
  private
  public :: make_simulation

contains

  !> @param model with its options; its fields are made here
  !> @param list the processes, not started yet
  subroutine make_simulation(model, list)
    type(model_type), intent(inout) :: model
    type(process_item_type), allocatable, intent(out) :: list(:)
    type(grid_type) :: grid
    type(levels_type) :: levels
    integer :: others !< the first tracer that does not react

    grid = named_grid(model%options%resolution)
    levels = make_levels(model%options%levels)
    allocate (list(0))
    select case (model%options%simulation)
    case ("transport")
      model%tracer_count = model%options%tracers
      call initialise_state(grid, levels, make_flow(model%options%flow), model%tracer_count, model%tracers)
      call add_process(list, transport_process_type())
      call add_process(list, tracer_diagnostics_process_type())
    case ("chemistry")
      call start_chemistry(model%options%mechanism, model%options%solver, grid, levels, model%chemistry)
      call add_process(list, chemistry_process_type())
      call add_process(list, cell_diagnostics_process_type())
    case ("fullchem")
      call start_chemistry(model%options%mechanism, model%options%solver, grid, levels, model%chemistry)
      others = 2 + model%chemistry%plan%species
      model%tracer_count = tracers_of_fullchem(model%options%tracers, others + aerosol_tracers)
      allocate (model%gained_kg(model%tracer_count), model%deposited_kg(model%tracer_count), source=0.0_wp)
      model%air = air_concentrations(model%chemistry)
      call initialise_state(grid, levels, make_flow(model%options%flow), model%tracer_count, model%tracers, &
                            model%chemistry%mech%species)
      if (netcdf_available()) then
        call require_space(model%options)
        call add_process(list, emission_process_type(first=others + aerosol_tracers))
      else
        call say("Emissions                  : none, since this program was built without netCDF")
      end if
      call add_process(list, ratio_conversion_process_type())
      call add_process(list, transport_process_type())
      call add_process(list, ratio_conversion_process_type())
      call add_process(list, boundary_mixing_process_type())
      call add_process(list, ratio_conversion_process_type())
      call add_process(list, convection_process_type())
      call add_process(list, photolysis_process_type())
      call add_process(list, to_concentrations_process_type())
      call add_process(list, chemistry_process_type())
      call add_process(list, to_mixing_ratios_process_type())
      call add_process(list, aerosol_process_type(first=others))
      call add_process(list, ratio_conversion_process_type())
      call add_process(list, wet_deposition_process_type(first=others))
      call add_process(list, species_diagnostics_process_type())
      call add_process(list, budget_diagnostics_process_type(first=others))
    case ("io")
      call require_space(model%options)
      model%tracer_count = model%options%tracers
      call add_process(list, input_process_type())
      call add_process(list, output_process_type())
    case default
      error stop "make_simulation: unknown simulation"
    end select
  end subroutine make_simulation

  !> About as many as the model advects in full chemistry, unless they are given. At least the constant one, the mechanism's
  !> species, those of the aerosol, and one more, which has emissions.
  !> @param given 0 for the default
  integer function tracers_of_fullchem(given, needed) result(tracers)
    integer, intent(in) :: given, needed
    integer, parameter :: usual = 300

    tracers = merge(given, max(usual, needed), given > 0)
    if (tracers < needed) call fail(exit_usage, "--tracers: got '"//text_of(given)//"'; this mechanism needs "//text_of(needed) &
                                  //" at least: its species and those of the other processes")
  end function tracers_of_fullchem
end module named_simulation
