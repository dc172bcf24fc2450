!> Integrates the chemistry of many cells, one after the other, with Rodas3 and the straight-line code of the mechanism: what a
!> KPP-generated solver such as GEOS-Chem's does, its demands on the instruction cache included.
!>
!> Derivatives and Jacobian of a state are kept when its sub-step is rejected; only the factors are made anew.
module scalar_rosenbrock
  use kinds, only: wp
  use cell_queue, only: queue_type, take_share
  use chemistry_plan, only: plan_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type, cell_rate_constants
  use rodas3, only: stages, gamma_, a, c, m, evaluates, progress_type, begin_cell, advance_cell, arrived, lost
  use sparse_factorisation, only: factorise_row_wise
  use substeps, only: substeps_type, count_cell
  implicit none
  private
  public :: scalar_integrator_type, make_scalar_integrator, integrate_scalar

  !> What one thread needs.
  type :: scalar_integrator_type
    real(wp), allocatable :: k(:), y(:), new(:), now(:), row(:), stage(:, :)
    real(wp), allocatable :: first_change(:), change(:), jacobian(:), lu(:)
  end type scalar_integrator_type

contains

  subroutine make_scalar_integrator(plan, work)
    type(plan_type), intent(in) :: plan
    type(scalar_integrator_type), intent(out) :: work

    allocate (work%k(plan%reactions), work%jacobian(plan%entries), work%lu(plan%entries))
    allocate (work%y(plan%species), work%new(plan%species), work%now(plan%species), work%row(plan%species), &
              work%first_change(plan%species), work%change(plan%species), work%stage(plan%species, stages))
  end subroutine make_scalar_integrator

  !> As `integrate` of rosenbrock.
  subroutine integrate_scalar(mech, plan, here, span_s, rtol, atol, fixed_steps, work, y, step_s, queue, count)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    type(conditions_type), intent(in) :: here(:)
    real(wp), intent(in) :: span_s, rtol, atol
    logical, intent(in) :: fixed_steps
    type(scalar_integrator_type), intent(inout) :: work
    real(wp), intent(inout), contiguous :: y(:, :)
    real(wp), intent(inout) :: step_s(:)
    type(queue_type), intent(inout) :: queue
    type(substeps_type), intent(inout) :: count
    type(progress_type) :: progress
    integer :: first, last, cell

    do
      call take_share(queue, size(here), first, last)
      if (last < first) exit
      do cell = first, last
        call cell_rate_constants(mech, here(cell), work%k)
        work%y = y(:, cell)
        progress = begin_cell(step_s(cell), span_s)
        call integrate_cell(plan, span_s, rtol, atol, fixed_steps, work, progress)
        y(:, cell) = work%y
        step_s(cell) = progress%next_h
        call count_cell(count, progress%accepted, progress%rejected, arrived(progress, span_s))
      end do
    end do
  end subroutine integrate_scalar

  subroutine integrate_cell(plan, span_s, rtol, atol, fixed_steps, work, progress)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: span_s, rtol, atol
    logical, intent(in) :: fixed_steps
    type(scalar_integrator_type), intent(inout) :: work
    type(progress_type), intent(inout) :: progress
    real(wp) :: error
    logical :: keep

    keep = .true.
    do
      if (keep) then
        call plan%kernel%changes(work%k, work%y, work%first_change)
        call plan%kernel%jacobian(work%k, work%y, work%jacobian)
      end if
      call substep(plan, progress%h, work)
      error = error_norm(rtol, atol, work%y, work%new, work%stage(:, stages))
      keep = error <= 1 .or. fixed_steps
      call advance_cell(error, keep, span_s, fixed_steps, progress)
      if (keep) work%y = work%new
      if (arrived(progress, span_s)) exit
      if (lost(progress)) exit
    end do
  end subroutine integrate_cell

  !> From work%y to work%new.
  subroutine substep(plan, h, work)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: h
    type(scalar_integrator_type), intent(inout) :: work
    integer :: s, before, i

    work%lu = -work%jacobian
    do i = 1, plan%species
      work%lu(plan%diagonal(i)) = work%lu(plan%diagonal(i)) + 1 / (h * gamma_)
    end do
    call factorise_row_wise(plan, work%lu, work%row)
    work%change = work%first_change
    do s = 1, stages
      if (s > 1 .and. evaluates(s)) then
        work%now = work%y
        do before = 1, s - 1
          if (abs(a(s, before)) > 0) work%now = work%now + a(s, before) * work%stage(:, before)
        end do
        call plan%kernel%changes(work%k, work%now, work%change)
      end if
      work%stage(:, s) = work%change
      do before = 1, s - 1
        if (abs(c(s, before)) > 0) work%stage(:, s) = work%stage(:, s) + (c(s, before) / h) * work%stage(:, before)
      end do
      call plan%kernel%solve(work%lu, work%stage(:, s))
    end do
    work%new = work%y
    do s = 1, stages
      if (abs(m(s)) > 0) work%new = work%new + m(s) * work%stage(:, s)
    end do
  end subroutine substep

  !> The embedded solution differs from the other by the last stage alone.
  pure real(wp) function error_norm(rtol, atol, y, new, last_stage) result(error)
    real(wp), intent(in) :: rtol, atol
    real(wp), intent(in), contiguous :: y(:), new(:), last_stage(:)
    integer :: i

    error = 0
    do i = 1, size(y)
      error = error + (last_stage(i) / (atol + rtol * max(abs(y(i)), abs(new(i)))))**2
    end do
    error = sqrt(error / size(y))
  end function error_norm
end module scalar_rosenbrock
