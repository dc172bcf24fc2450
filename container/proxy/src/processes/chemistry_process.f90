!> Gas-phase chemistry of all cells, with the light that it needs.
module chemistry_process
  use chemistry_report, only: write_mechanism, write_substeps
  use chemistry_step, only: allocate_integrators, update_sun, react
  use constants, only: chemistry_step_s, time_step_s
  use json_writer, only: json_file_type
  use kinds, only: wp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use reference_case, only: reference_answer, reference_error
  use restart_file, only: restart_file_type, define_field, put_field, get_field, require_text, require_number, species_field
  use rosenbrock, only: integrator_type
  use substeps, only: substeps_type
  use timers, only: timer_type, start_timer, stop_timer, all_chemistry, gas_phase, photolysis
  use verification, only: check
  use work, only: work_type, add_work, word
  implicit none
  private
  public :: chemistry_process_type

  character(*), parameter :: substep = "chemistry_substep_s"

  type, extends(process_type) :: chemistry_process_type
    type(integrator_type), allocatable :: integrators(:) !< (threads)
    real(wp) :: reference_error = huge(1.0_wp)
    type(substeps_type) :: untimed                       !< of the hours before those that are timed
  contains
    procedure :: start
    procedure :: advance
    procedure :: begin_timing
    procedure :: verify
    procedure :: define
    procedure :: save
    procedure :: load
    procedure :: count_work
    procedure :: describe
  end type chemistry_process_type

contains

  subroutine start(self, model)
    class(chemistry_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(substeps_type) :: count
    real(wp), allocatable :: y(:)

    self%every_s = chemistry_step_s
    associate (state => model%chemistry)
      allocate (y(state%plan%species))
      call reference_answer(state%mech, state%plan, state%mech%reference%rtol, state%mech%reference%atol, y, count)
      self%reference_error = reference_error(state%mech, y)
      call allocate_integrators(state, model%threads, self%integrators)
    end associate
  end subroutine start

  subroutine advance(self, model, list)
    class(chemistry_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(all_chemistry))
    associate (state => model%chemistry)
      call start_timer(list(photolysis))
      call update_sun(state)
      call stop_timer(list(photolysis))
      call start_timer(list(gas_phase))
      call react(state, self%integrators)
      call stop_timer(list(gas_phase))
      state%steps_done = state%steps_done + 1
      state%time_s = real(state%steps_done, wp) * chemistry_step_s
    end associate
    call stop_timer(list(all_chemistry))
  end subroutine advance

  subroutine begin_timing(self, model)
    class(chemistry_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%untimed = model%chemistry%count
    model%chemistry%count = substeps_type()
  end subroutine begin_timing

  !> - reference_error: of the reference case, integrated before the first step; worst species, relative.
  !> - unfinished: cells whose sub-step became too small or their number too large.
  subroutine verify(self, model, outcome)
    class(chemistry_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("reference_error", self%reference_error, model%chemistry%mech%reference%agreement), &
                      check("unfinished", real(self%untimed%lost + model%chemistry%count%lost, wp), 0.0_wp)])
  end subroutine verify

  subroutine define(self, model, restart)
    class(chemistry_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(inout) :: restart
    integer :: s

    associate (state => model%chemistry)
      do s = 1, own_species(model)
        call define_field(restart, species_field(state%mech%species(s)))
      end do
      call define_field(restart, substep)
      call restart%file%text("mechanism", state%mech%name)
      call restart%file%number("species", real(state%plan%species, wp))
    end associate
  end subroutine define

  subroutine save(self, model, restart)
    class(chemistry_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(in) :: restart
    integer :: s

    associate (state => model%chemistry)
      do s = 1, own_species(model)
        call put_field(restart, species_field(state%mech%species(s)), on_grid(state%y(s, :), model))
      end do
      call put_field(restart, substep, on_grid(state%substep_s, model))
    end associate
  end subroutine save

  subroutine load(self, model, restart)
    class(chemistry_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(restart_file_type), intent(in) :: restart
    real(wp), allocatable :: values(:, :, :)
    integer :: s

    associate (state => model%chemistry)
      call require_text(restart, "mechanism", state%mech%name)
      call require_number(restart, "species", state%plan%species)
      allocate (values(state%nlon, state%nlat, state%nlev))
      do s = 1, own_species(model)
        call get_field(restart, species_field(state%mech%species(s)), values)
        state%y(s, :) = reshape(values, [state%cells])
      end do
      call get_field(restart, substep, values)
      state%substep_s = reshape(values, [state%cells])
      state%steps_done = model%steps_done * time_step_s / chemistry_step_s
      state%time_s = real(model%steps_done, wp) * time_step_s
    end associate
  end subroutine load

  !> Species that the cells alone hold: where tracers react, they are tracers 2 onwards, and transport saves them.
  pure integer function own_species(model)
    type(model_type), intent(in) :: model

    own_species = merge(0, model%chemistry%plan%species, model%tracers%reactive)
  end function own_species

  !> A value for each cell, as (nlon, nlat, nlev).
  function on_grid(cells, model) result(values)
    real(wp), intent(in) :: cells(:)
    type(model_type), intent(in) :: model
    real(wp), allocatable :: values(:, :, :)

    values = reshape(cells, [model%chemistry%nlon, model%chemistry%nlat, model%chemistry%nlev])
  end function on_grid

  !> The solver works in the cache: concentrations cross its border once per step, each way. Its flops are counted from its
  !> lists of indices; rate constants and step control are left out.
  subroutine count_work(self, model, work)
    class(chemistry_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: updates

    associate (state => model%chemistry)
      updates = int(state%cells, i8) * model%steps_of_run(self%every_s)
      call add_work(work(all_chemistry), updates, updates * 2 * word * state%plan%species, &
                    (state%count%accepted + state%count%rejected) * state%plan%flops_per_substep)
    end associate
  end subroutine count_work

  subroutine describe(self, model, json)
    class(chemistry_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(json_file_type), intent(inout) :: json

    call write_mechanism(json, model%chemistry)
    call write_substeps(json, model%chemistry%count, self%untimed)
  end subroutine describe
end module chemistry_process
