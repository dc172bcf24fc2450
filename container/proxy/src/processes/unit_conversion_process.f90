!> One of the two conversions of units around chemistry, see unit_conversion. It keeps chemistry's time step.
module unit_conversion_process
  use constants, only: chemistry_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, unit_conversions
  use unit_conversion, only: to_concentrations, to_mixing_ratios
  use work, only: work_type, add_work, field_bytes
  implicit none
  private
  public :: to_concentrations_process_type, to_mixing_ratios_process_type

  integer(i8), parameter :: conversion_flops = 1

  type, abstract, extends(process_type) :: conversion_type
  contains
    procedure :: count_work
  end type conversion_type

  type, extends(conversion_type) :: to_concentrations_process_type
  contains
    procedure :: start => start_to_concentrations
    procedure :: advance => advance_to_concentrations
  end type to_concentrations_process_type

  type, extends(conversion_type) :: to_mixing_ratios_process_type
  contains
    procedure :: start => start_to_mixing_ratios
    procedure :: advance => advance_to_mixing_ratios
  end type to_mixing_ratios_process_type

contains

  subroutine start_to_concentrations(self, model)
    class(to_concentrations_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = chemistry_step_s
  end subroutine start_to_concentrations

  subroutine advance_to_concentrations(self, model, list)
    class(to_concentrations_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(unit_conversions))
    call to_concentrations(model%tracers, model%air, model%chemistry)
    call stop_timer(list(unit_conversions))
  end subroutine advance_to_concentrations

  !> The cells have their initial concentrations; the tracers get theirs here.
  subroutine start_to_mixing_ratios(self, model)
    class(to_mixing_ratios_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = chemistry_step_s
    call to_mixing_ratios(model%chemistry, model%air, model%tracers)
  end subroutine start_to_mixing_ratios

  subroutine advance_to_mixing_ratios(self, model, list)
    class(to_mixing_ratios_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(unit_conversions))
    call to_mixing_ratios(model%chemistry, model%air, model%tracers)
    call stop_timer(list(unit_conversions))
  end subroutine advance_to_mixing_ratios

  subroutine count_work(self, model, work)
    class(conversion_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: converted

    converted = model%tracers%cells() * model%chemistry%plan%species * model%steps_of_run(self%every_s)
    call add_work(work(unit_conversions), converted, converted * field_bytes, converted * conversion_flops)
  end subroutine count_work
end module unit_conversion_process
