!> Photolysis rates by the transfer of sunlight in every column. The chemistry does not use them: its mechanism scales its own
!> with the height of the sun, so that its reference case stays what it is.
module photolysis_process
  use column_photolysis, only: photolysis_type, make_photolysis, compute_rates
  use constants, only: chemistry_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use optical_properties, only: rates
  use outcome, only: outcome_type
  use process, only: process_type
  use scattering_column, only: scattering_flops
  use timers, only: timer_type, start_timer, stop_timer, all_chemistry, photolysis
  use verification, only: check
  use work, only: work_type, add_work, word
  implicit none
  private
  public :: photolysis_process_type

  type, extends(process_type) :: photolysis_process_type
    type(photolysis_type) :: light
  contains
    procedure :: start
    procedure :: advance
    procedure :: begin_timing
    procedure :: verify
    procedure :: count_work
  end type photolysis_process_type

contains

  subroutine start(self, model)
    class(photolysis_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = chemistry_step_s
    call make_photolysis(model%tracers, self%light)
  end subroutine start

  subroutine advance(self, model, list)
    class(photolysis_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(all_chemistry))
    call start_timer(list(photolysis))
    call compute_rates(model%tracers, model%chemistry%time_s + chemistry_step_s / 2.0_wp, self%light)
    call stop_timer(list(photolysis))
    call stop_timer(list(all_chemistry))
  end subroutine advance

  subroutine begin_timing(self, model)
    class(photolysis_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%light%lit_layers = 0
  end subroutine begin_timing

  !> - light_imbalance: energy that came into a column and was neither absorbed nor sent back; worst column and wavelength.
  !> - dark_columns: columns in daylight with a rate that is no positive number.
  subroutine verify(self, model, outcome)
    class(photolysis_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("light_imbalance", self%light%imbalance, 1.0e-10_wp), &
                      check("dark_columns", real(self%light%negative, wp), 0.0_wp)])
  end subroutine verify

  !> A layer at one wavelength is an update; the rates are written once for all wavelengths.
  subroutine count_work(self, model, work)
    class(photolysis_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: layers

    layers = self%light%lit_layers
    call add_work(work(photolysis), layers, layers * word, layers * (scattering_flops + 2 * rates))
  end subroutine count_work
end module photolysis_process
