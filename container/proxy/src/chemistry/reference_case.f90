!> The mechanism's reference case: one cell integrated to a known answer before anything else, at the tolerances the table
!> gives for it.
module reference_case
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use kinds, only: wp
  use chemistry_plan, only: plan_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use substeps, only: substeps_type
  use sunlight, only: small_strato_sun
  implicit none
  private
  public :: reference_answer, reference_error

contains

  !> Concentrations at the end of the reference case.
  subroutine reference_answer(mech, plan, rtol, atol, y, count)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: rtol, atol
    real(wp), intent(out) :: y(:)
    type(substeps_type), intent(out) :: count
    type(integrator_type) :: work
    type(conditions_type) :: here(1)
    type(queue_type) :: queue
    real(wp) :: cell(size(mech%species), 1), step_s(1)
    integer :: step, steps

    call make_integrator(plan, work)
    cell(:, 1) = mech%initial
    step_s = 0
    here(1) = conditions_type(mech%temperature_k, mech%pressure_pa, mech%air, mech%reference%sun)
    steps = nint(mech%reference%duration_s / mech%reference%step_s)
    do step = 1, steps
      queue = queue_type()
      ! Constant over each step, as in a model; taken in its middle, which makes the whole of second order in the step.
      if (mech%reference%day_cycle) &
        here(1)%sun = small_strato_sun(mech%reference%start_s + (step - 0.5_wp) * mech%reference%step_s)
      call integrate(mech, plan, here, mech%reference%step_s, rtol, atol, work, cell, step_s, queue, count)
    end do
    y = cell(:, 1)
  end subroutine reference_answer

  !> Largest relative deviation from the expected concentrations.
  real(wp) function reference_error(mech, y)
    type(mechanism_type), intent(in) :: mech
    real(wp), intent(in) :: y(:)

    associate (known => mech%reference)
      reference_error = maxval(abs(y(known%species) - known%expected) / abs(known%expected))
      if (.not. all(ieee_is_finite(y(known%species)))) reference_error = huge(reference_error)
    end associate
  end function reference_error
end module reference_case
