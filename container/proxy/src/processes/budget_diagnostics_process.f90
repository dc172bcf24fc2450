!> What is watched of the tracers that do not react: what is there is what was there, with what was emitted and without what was
!> deposited. Gases and their particles count together.
module budget_diagnostics_process
  use cell_aerosol, only: aerosol_tracers
  use global_diagnostics, only: global_mass_kg
  use kinds, only: wp
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use restart_file, only: restart_file_type, species_field
  use verification, only: check
  implicit none
  private
  public :: budget_diagnostics_process_type

  type, extends(process_type) :: budget_diagnostics_process_type
    integer :: first = 0                   !< the tracers of the aerosol, then the others
    real(wp), allocatable :: initial_kg(:) !< (first:ntracer) air mass times mixing ratio
    real(wp) :: drift = 0                  !< worst hour and tracer, relative to all that was ever there
  contains
    procedure :: start
    procedure :: inspect
    procedure :: plant_fault
    procedure :: verify
    procedure :: define
    procedure :: load
  end type budget_diagnostics_process_type

contains

  subroutine start(self, model)
    class(budget_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%initial_kg = masses(self, model)
  end subroutine start

  function masses(self, model) result(kg)
    class(budget_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    real(wp), allocatable :: kg(:)
    integer :: tracer

    allocate (kg(self%first:model%tracers%ntracer))
    !$omp parallel do schedule(static)
    do tracer = self%first, model%tracers%ntracer
      kg(tracer) = global_mass_kg(model%tracers, tracer)
    end do
    !$omp end parallel do
  end function masses

  subroutine inspect(self, model)
    class(budget_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(in) :: model
    real(wp) :: missing_kg(self%first:model%tracers%ntracer), known_kg(self%first:model%tracers%ntracer)
    integer :: pair

    associate (first => self%first, last => model%tracers%ntracer)
      known_kg = self%initial_kg + model%gained_kg(first:last)
      missing_kg = masses(self, model) + model%deposited_kg(first:last) - known_kg
      do pair = first, first + aerosol_tracers - 2, 2
        missing_kg(pair) = sum(missing_kg(pair:pair + 1))
        known_kg(pair) = sum(known_kg(pair:pair + 1))
        missing_kg(pair + 1) = 0
      end do
      self%drift = max(self%drift, maxval(abs(missing_kg) / known_kg))
    end associate
  end subroutine inspect

  !> - tracer_budget: mass of any tracer that nothing accounts for, relative; worst hour.
  subroutine verify(self, model, outcome)
    class(budget_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("tracer_budget", self%drift, 1.0e-12_wp)])
  end subroutine verify

  subroutine plant_fault(self, fault, model)
    class(budget_diagnostics_process_type), intent(in) :: self
    character(*), intent(in) :: fault
    type(model_type), intent(inout) :: model

    associate (cell => model%tracers%q(1, model%tracers%nlat / 2, 1, model%tracers%ntracer))
      if (fault == "mass") cell = 1.5_wp * cell
    end associate
  end subroutine plant_fault

  !> Attributes of the fields that transport has defined.
  subroutine define(self, model, restart)
    class(budget_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(inout) :: restart
    integer :: n, variable

    do n = self%first, model%tracers%ntracer
      variable = restart%file%variable_of(species_field(model%tracers%names(n)))
      call restart%file%number("gained_kg", model%gained_kg(n), variable)
      call restart%file%number("deposited_kg", model%deposited_kg(n), variable)
    end do
  end subroutine define

  subroutine load(self, model, restart)
    class(budget_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(restart_file_type), intent(in) :: restart
    integer :: n, variable

    do n = self%first, model%tracers%ntracer
      variable = restart%file%variable_of(species_field(model%tracers%names(n)))
      model%gained_kg(n) = restart%file%number_of("gained_kg", variable)
      model%deposited_kg(n) = restart%file%number_of("deposited_kg", variable)
    end do
  end subroutine load
end module budget_diagnostics_process
