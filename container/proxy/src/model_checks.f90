!> What is watched every hour, and what a run must pass at the end.
module model_checks
  use chemistry_checks, only: inspect_chemistry, verify_chemistry
  use global_diagnostics, only: update_diagnostics
  use io_phase, only: verify_io
  use model_components, only: model_type
  use verification, only: check_type, verify_run
  implicit none
  private
  public :: inspect_model, verify_model

contains

  subroutine inspect_model(model)
    type(model_type), intent(inout) :: model

    if (model%transports) call update_diagnostics(model%tracers, model%tracers_found)
    if (model%reacts) call inspect_chemistry(model%chemistry, model%chemistry_found)
  end subroutine inspect_model

  function verify_model(model) result(checks)
    type(model_type), intent(in) :: model
    type(check_type), allocatable :: checks(:)

    allocate (checks(0))
    if (model%transports) checks = verify_run(model%tracers, model%tracers_found)
    if (model%reacts) checks = [checks, verify_chemistry(model%chemistry, model%chemistry_found)]
    if (model%does_io) checks = [checks, verify_io(model%io)]
  end function verify_model
end module model_checks
