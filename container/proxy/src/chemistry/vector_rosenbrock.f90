!> Integrates the chemistry of many cells in blocks with Rodas3.
!>
!> Each lane of a block is one cell with a sub-step, an error test and a time of its own; a lane whose cell has arrived
!> takes the next cell of the queue. A Rosenbrock method needs a new factorisation for every sub-step anyway, so steps of
!> one's own cost nothing, and one step for the whole block costs a third more of them (TS1, 4x5 with 47 levels, the first
!> hour: 8.3 against 6.2 million). They also make the answer of a cell independent of its neighbours, of the number of
!> lanes and of the number of threads.
module vector_rosenbrock
  use kinds, only: wp
  use cell_queue, only: queue_type, take_share
  use chemistry_block, only: lanes, changes, partial_derivatives, factorise, solve
  use chemistry_plan, only: plan_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type, cell_rate_constants
  use rodas3, only: stages, gamma_, a, c, m, evaluates, progress_type, begin_cell, advance_cell, arrived, lost
  use substeps, only: substeps_type, count_cell
  implicit none
  private
  public :: vector_integrator_type, make_vector_integrator, integrate_blocks

  !> What one thread needs.
  type :: vector_integrator_type
    real(wp), allocatable :: k(:, :), y(:, :), new(:, :), now(:, :), stage(:, :, :), x(:, :)
    real(wp), allocatable :: rate(:, :), partial(:, :), lu(:, :), inverse(:, :), one_k(:)
  end type vector_integrator_type

contains

  subroutine make_vector_integrator(plan, work)
    type(plan_type), intent(in) :: plan
    type(vector_integrator_type), intent(out) :: work

    allocate (work%k(lanes, plan%reactions), work%rate(lanes, plan%reactions), work%one_k(plan%reactions))
    allocate (work%y(lanes, plan%species), work%new(lanes, plan%species), work%now(lanes, plan%species), &
              work%x(lanes, plan%species), work%inverse(lanes, plan%species), &
              work%stage(lanes, plan%species, stages), work%partial(lanes, plan%partials), work%lu(lanes, plan%entries))
  end subroutine make_vector_integrator

  !> As `integrate` of rosenbrock.
  subroutine integrate_blocks(mech, plan, here, span_s, rtol, atol, fixed_steps, work, y, step_s, queue, count)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    type(conditions_type), intent(in) :: here(:)
    real(wp), intent(in) :: span_s, rtol, atol
    logical, intent(in) :: fixed_steps
    type(vector_integrator_type), intent(inout) :: work
    real(wp), intent(inout), contiguous :: y(:, :)
    real(wp), intent(inout) :: step_s(:)
    type(queue_type), intent(inout) :: queue
    type(substeps_type), intent(inout) :: count
    type(progress_type) :: progress(lanes)
    real(wp) :: error(lanes)
    integer :: cell(lanes), next, last, l
    logical :: keep(lanes)

    next = 1
    last = 0
    work%y = 0
    do l = 1, lanes
      call take_cell(l)
    end do
    do while (any(cell > 0))
      call substep(plan, progress%h, rtol, atol, work, error)
      do l = 1, lanes
        keep(l) = cell(l) > 0 .and. (error(l) <= 1 .or. fixed_steps)
        if (cell(l) > 0) call advance_cell(error(l), keep(l), span_s, fixed_steps, progress(l))
      end do
      call accept(plan%species, keep, work%new, work%y)
      do l = 1, lanes
        if (cell(l) > 0) call finish_cell(l)
      end do
    end do

  contains

    !> When the queue is empty, the lane idles, without chemistry, until the others have arrived.
    subroutine take_cell(lane)
      integer, intent(in) :: lane

      if (next > last) call take_share(queue, size(here), next, last)
      cell(lane) = merge(next, 0, next <= last)
      if (cell(lane) == 0) then
        work%k(lane, :) = 0
        progress(lane)%h = span_s
        return
      end if
      next = next + 1
      call cell_rate_constants(mech, here(cell(lane)), work%one_k)
      work%k(lane, :) = work%one_k
      work%y(lane, :) = y(:, cell(lane))
      progress(lane) = begin_cell(step_s(cell(lane)), span_s)
    end subroutine take_cell

    subroutine finish_cell(lane)
      integer, intent(in) :: lane

      if (.not. arrived(progress(lane), span_s)) then
        if (.not. lost(progress(lane))) return
      end if
      y(:, cell(lane)) = work%y(lane, :)
      step_s(cell(lane)) = progress(lane)%next_h
      call count_cell(count, progress(lane)%accepted, progress(lane)%rejected, arrived(progress(lane), span_s))
      call take_cell(lane)
    end subroutine finish_cell
  end subroutine integrate_blocks

  !> From work%y to work%new with the lanes' lengths `h`; `error` is that of the embedded solution relative to the
  !> tolerances, root mean square over the species.
  subroutine substep(plan, h, rtol, atol, work, error)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: h(lanes), rtol, atol
    type(vector_integrator_type), intent(inout) :: work
    real(wp), intent(out) :: error(lanes)
    real(wp) :: inverse_h(lanes)
    integer :: s

    inverse_h = 1 / h
    call partial_derivatives(plan, work%k, work%y, work%partial)
    call factorise(plan, inverse_h / gamma_, work%partial, work%lu, work%inverse)
    do s = 1, stages
      if (s == 1) then
        call changes(plan, work%k, work%y, work%rate, work%x)
      else if (evaluates(s)) then
        call combine(plan%species, s - 1, a(s, :), work%y, work%stage, work%now)
        call changes(plan, work%k, work%now, work%rate, work%x)
      end if
      call right_hand_side(plan%species, s, c(s, :), inverse_h, work%x, work%stage)
      call solve(plan, work%lu, work%inverse, work%stage(:, :, s))
    end do
    call combine(plan%species, stages, m, work%y, work%stage, work%new)
    call error_norm(plan%species, rtol, atol, work%y, work%new, work%stage(:, :, stages), error)
  end subroutine substep

  !> y + sum of weight * stage
  pure subroutine combine(species, n, weight, y, stage, sum_)
    integer, intent(in) :: species, n
    real(wp), intent(in) :: weight(:)
    real(wp), intent(in) :: y(lanes, species), stage(lanes, species, stages)
    real(wp), intent(out) :: sum_(lanes, species)
    integer :: i, s, l

    sum_ = y
    do s = 1, n
      if (abs(weight(s)) <= 0) cycle
      do i = 1, species
        do l = 1, lanes
          sum_(l, i) = sum_(l, i) + weight(s) * stage(l, i, s)
        end do
      end do
    end do
  end subroutine combine

  pure subroutine right_hand_side(species, n, weight, inverse_h, dydt, stage)
    integer, intent(in) :: species, n
    real(wp), intent(in) :: weight(:), inverse_h(lanes)
    real(wp), intent(in) :: dydt(lanes, species)
    real(wp), intent(inout) :: stage(lanes, species, stages)
    real(wp) :: factor(lanes)
    integer :: i, s, l

    stage(:, :, n) = dydt
    do s = 1, n - 1
      if (abs(weight(s)) <= 0) cycle
      factor = weight(s) * inverse_h
      do i = 1, species
        do l = 1, lanes
          stage(l, i, n) = stage(l, i, n) + factor(l) * stage(l, i, s)
        end do
      end do
    end do
  end subroutine right_hand_side

  !> The embedded solution differs from the other by the last stage alone.
  pure subroutine error_norm(species, rtol, atol, y, new, last_stage, error)
    integer, intent(in) :: species
    real(wp), intent(in) :: rtol, atol
    real(wp), intent(in) :: y(lanes, species), new(lanes, species), last_stage(lanes, species)
    real(wp), intent(out) :: error(lanes)
    real(wp) :: total(lanes)
    integer :: i, l

    total = 0
    do i = 1, species
      do l = 1, lanes
        total(l) = total(l) + (last_stage(l, i) / (atol + rtol * max(abs(y(l, i)), abs(new(l, i)))))**2
      end do
    end do
    error = sqrt(total / species)
  end subroutine error_norm

  pure subroutine accept(species, keep, new, y)
    integer, intent(in) :: species
    logical, intent(in) :: keep(lanes)
    real(wp), intent(in) :: new(lanes, species)
    real(wp), intent(inout) :: y(lanes, species)
    integer :: i, l

    do i = 1, species
      do l = 1, lanes
        y(l, i) = merge(new(l, i), y(l, i), keep(l))
      end do
    end do
  end subroutine accept
end module vector_rosenbrock
