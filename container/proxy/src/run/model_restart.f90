!> The state of a run to and from a restart. What the options give (winds, levels, reactions, the masses and extrema that the
!> checks compare with) is made anew; the file has the rest.
module model_restart
  use constants, only: time_step_s, chemistry_step_s, steps_per_hour
  use console, only: fail, exit_failure
  use kinds, only: wp
  use latlon_grid, only: grid_type, named_grid
  use hybrid_levels, only: make_levels
  use model_components, only: model_type
  use restart_file, only: restart_file_type, create_restart, start_fields, put_field, finish_restart, open_restart, &
    require_text, require_number, get_field, close_restart
  use tracer_shapes, only: tracer_name
  implicit none
  private
  public :: save_model, load_model

  character(*), parameter :: prefix = "SpeciesRst_", substep = "chemistry_substep_s"

contains

  subroutine save_model(model, path)
    type(model_type), intent(in) :: model
    character(*), intent(in) :: path
    type(restart_file_type) :: restart
    type(grid_type) :: grid
    integer :: n

    grid = named_grid(model%options%resolution)
    call create_restart(path, grid, model%options%levels, field_names(model), restart)
    call restart%file%text("simulation", model%options%simulation)
    call restart%file%number("steps_done", real(model%steps_done, wp))
    if (model%transports) then
      call restart%file%text("flow", model%options%flow)
      call restart%file%number("tracers", real(model%tracers%ntracer, wp))
      do n = 1, model%tracers%ntracer
        call restart%file%number("filled_kg", model%tracers%filled_kg(n), restart%file%variable_of(trim(tracer_field(model, n))))
      end do
    end if
    if (model%reacts) then
      call restart%file%text("mechanism", model%chemistry%mech%name)
      call restart%file%number("species", real(model%chemistry%plan%species, wp))
    end if
    call start_fields(restart, grid, make_levels(model%options%levels), model%steps_done / steps_per_hour)
    if (model%transports) then
      do n = 1, model%tracers%ntracer
        call put_field(restart, tracer_field(model, n), model%tracers%q(:, :, :, n))
      end do
    end if
    if (model%reacts) then
      associate (chemistry => model%chemistry)
        do n = 1, own_species(model)
          call put_field(restart, species_field(model, n), on_grid(model, chemistry%y(n, :)))
        end do
        call put_field(restart, substep, on_grid(model, chemistry%substep_s))
      end associate
    end if
    call finish_restart(restart)
  end subroutine save_model

  !> Replaces the initial state. Ends the program where the restart is of other options.
  subroutine load_model(path, model)
    character(*), intent(in) :: path
    type(model_type), intent(inout) :: model
    type(restart_file_type) :: restart

    call open_restart(path, named_grid(model%options%resolution), model%options%levels, restart)
    call require_text(restart, "simulation", model%options%simulation)
    model%steps_done = nint(restart%file%number_of("steps_done"))
    if (model%steps_done < 1 .or. modulo(model%steps_done, steps_per_hour) /= 0) then
      call fail(exit_failure, "the restart '"//path//"' is not of a whole hour")
    end if
    model%steps_at_start = model%steps_done
    model%steps = model%steps + model%steps_done
    if (model%transports) call load_tracers(restart, model)
    if (model%reacts) call load_chemistry(restart, model)
    call close_restart(restart)
  end subroutine load_model

  subroutine load_tracers(restart, model)
    type(restart_file_type), intent(in) :: restart
    type(model_type), intent(inout) :: model
    integer :: n

    associate (state => model%tracers)
      call require_text(restart, "flow", model%options%flow)
      call require_number(restart, "tracers", state%ntracer)
      do n = 1, state%ntracer
        call get_field(restart, tracer_field(model, n), state%q(:, :, :, n))
        state%filled_kg(n) = restart%file%number_of("filled_kg", restart%file%variable_of(trim(tracer_field(model, n))))
      end do
      state%steps_done = model%steps_done
      state%time_s = real(model%steps_done, wp) * time_step_s
    end associate
  end subroutine load_tracers

  subroutine load_chemistry(restart, model)
    type(restart_file_type), intent(in) :: restart
    type(model_type), intent(inout) :: model
    real(wp), allocatable :: values(:, :, :)
    integer :: n

    associate (state => model%chemistry)
      call require_text(restart, "mechanism", state%mech%name)
      call require_number(restart, "species", state%plan%species)
      allocate (values(state%nlon, state%nlat, state%nlev))
      do n = 1, own_species(model)
        call get_field(restart, species_field(model, n), values)
        state%y(n, :) = reshape(values, [state%cells])
      end do
      call get_field(restart, substep, values)
      state%substep_s = reshape(values, [state%cells])
      state%steps_done = model%steps_done * time_step_s / chemistry_step_s
      state%time_s = real(model%steps_done, wp) * time_step_s
    end associate
  end subroutine load_chemistry

  function field_names(model) result(names)
    type(model_type), intent(in) :: model
    character(64), allocatable :: names(:)
    integer :: n

    allocate (names(0))
    if (model%transports) names = [names, (tracer_field(model, n), n=1, model%tracers%ntracer)]
    if (model%reacts) names = [names, (species_field(model, n), n=1, own_species(model)), [character(64) :: substep]]
  end function field_names

  !> Species that chemistry alone holds: in the mix they are tracers 2 onwards.
  pure integer function own_species(model)
    type(model_type), intent(in) :: model

    own_species = merge(0, model%chemistry%plan%species, model%mixes)
  end function own_species

  character(64) function tracer_field(model, tracer)
    type(model_type), intent(in) :: model
    integer, intent(in) :: tracer

    tracer_field = prefix//tracer_name(tracer)
    if (model%mixes .and. tracer > 1) tracer_field = species_field(model, tracer - 1)
  end function tracer_field

  character(64) function species_field(model, species)
    type(model_type), intent(in) :: model
    integer, intent(in) :: species

    species_field = prefix//model%chemistry%mech%species(species)
  end function species_field

  !> A value for each cell, as (nlon, nlat, nlev).
  function on_grid(model, cells) result(values)
    type(model_type), intent(in) :: model
    real(wp), intent(in) :: cells(:)
    real(wp), allocatable :: values(:, :, :)

    values = reshape(cells, [model%chemistry%nlon, model%chemistry%nlat, model%chemistry%nlev])
  end function on_grid
end module model_restart
