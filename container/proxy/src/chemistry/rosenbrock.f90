!> Integrates the chemistry of many cells with the Rosenbrock method Rodas3 and adaptive sub-steps, by one of two solvers of the
!> same method: cell by cell in the mechanism's generated code, if the plan has any, or in blocks of cells.
module rosenbrock
  use kinds, only: wp
  use cell_queue, only: queue_type
  use chemistry_plan, only: plan_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type
  use scalar_rosenbrock, only: scalar_integrator_type, make_scalar_integrator, integrate_scalar
  use substeps, only: substeps_type
  use vector_rosenbrock, only: vector_integrator_type, make_vector_integrator, integrate_blocks
  implicit none
  private
  public :: integrator_type, queue_type, make_integrator, integrate

  !> What one thread needs.
  type :: integrator_type
    type(scalar_integrator_type), allocatable :: scalar
    type(vector_integrator_type), allocatable :: vector
    logical :: fixed_steps = .false. !< accept every sub-step and keep its length: for measuring the order
  end type integrator_type

contains

  subroutine make_integrator(plan, work)
    type(plan_type), intent(in) :: plan
    type(integrator_type), intent(out) :: work

    if (plan%has_kernel()) then
      allocate (work%scalar)
      call make_scalar_integrator(plan, work%scalar)
    else
      allocate (work%vector)
      call make_vector_integrator(plan, work%vector)
    end if
  end subroutine make_integrator

  !> Called by every thread of a team with the same queue, or by one alone.
  !> @param here (cells)
  !> @param y (species, cells) advanced by `span_s`
  !> @param step_s (cells) sub-step to begin with, 0 if unknown; on return, the one the control would take next
  subroutine integrate(mech, plan, here, span_s, rtol, atol, work, y, step_s, queue, count)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    type(conditions_type), intent(in) :: here(:)
    real(wp), intent(in) :: span_s, rtol, atol
    type(integrator_type), intent(inout) :: work
    real(wp), intent(inout), contiguous :: y(:, :)
    real(wp), intent(inout) :: step_s(:)
    type(queue_type), intent(inout) :: queue
    type(substeps_type), intent(inout) :: count

    if (allocated(work%scalar)) then
      call integrate_scalar(mech, plan, here, span_s, rtol, atol, work%fixed_steps, work%scalar, y, step_s, queue, count)
    else
      call integrate_blocks(mech, plan, here, span_s, rtol, atol, work%fixed_steps, work%vector, y, step_s, queue, count)
    end if
  end subroutine integrate
end module rosenbrock
