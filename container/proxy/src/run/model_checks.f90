!> What is watched every hour, and what a run must pass at the end.
module model_checks
  use chemistry_checks, only: inspect_chemistry, verify_chemistry
  use global_diagnostics, only: update_diagnostics
  use io_phase, only: verify_io
  use mix_checks, only: inspect_mix, verify_mix
  use model_components, only: model_type
  use verification, only: check_type, verify_run
  implicit none
  private
  public :: inspect_model, verify_model

contains

  subroutine inspect_model(model)
    type(model_type), intent(inout) :: model

    if (model%mixes) then
      call inspect_mix(model%tracers, model%chemistry, model%air, model%mix_found)
    else if (model%transports) then
      call update_diagnostics(model%tracers, model%tracers_found)
    else if (model%reacts) then
      call inspect_chemistry(model%chemistry, model%chemistry_found)
    end if
  end subroutine inspect_model

  function verify_model(model) result(checks)
    type(model_type), intent(in) :: model
    type(check_type), allocatable :: checks(:)

    if (model%mixes) then
      checks = verify_mix(model%tracers, model%chemistry, model%chemistry_found, model%mix_found)
    else if (model%transports) then
      checks = verify_run(model%tracers, model%tracers_found)
    else if (model%reacts) then
      checks = verify_chemistry(model%chemistry, model%chemistry_found)
    else
      checks = verify_io(model%io)
    end if
  end function verify_model
end module model_checks
