!> Integrates the chemistry of many cells with the Rosenbrock method Rodas3 and adaptive sub-steps.
!>
!> Rodas3: four stages, three evaluations, order 3 with an embedded solution of order 2, stiffly accurate (Sandu et al.
!> 1997, which also gives the step control; Hairer and Wanner 1996, section IV.7). It is a method that GEOS-Chem offers.
!>
!> Each lane of a block is one cell with a sub-step, an error test and a time of its own; a lane whose cell has arrived
!> takes the next cell of the queue. A Rosenbrock method needs a new factorisation for every sub-step anyway, so steps of
!> one's own cost nothing, and one step for the whole block costs a third more of them (TS1, 4x5 with 47 levels, the first
!> hour: 8.3 against 6.2 million). They also make the answer of a cell independent of its neighbours, of the number of
!> lanes and of the number of threads.
module rosenbrock
  use kinds, only: wp
  use chemistry_block, only: lanes, changes, partial_derivatives, factorise, solve
  use chemistry_plan, only: plan_type
  use mechanism, only: mechanism_type
  use rate_constants, only: conditions_type, cell_rate_constants
  use substeps, only: substeps_type, count_cell
  implicit none
  private
  public :: integrator_type, queue_type, make_integrator, integrate

  integer, parameter :: stages = 4
  real(wp), parameter :: gamma_ = 0.5_wp
  real(wp), parameter :: a(stages, stages) = reshape( &
    [0.0_wp, 0.0_wp, 2.0_wp, 2.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 1.0_wp, &
     0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp], [stages, stages])
  real(wp), parameter :: c(stages, stages) = reshape( &
    [0.0_wp, 4.0_wp, 1.0_wp, 1.0_wp, 0.0_wp, 0.0_wp, -1.0_wp, -1.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, -8.0_wp / 3, &
     0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp], [stages, stages])
  real(wp), parameter :: m(stages) = [2.0_wp, 0.0_wp, 1.0_wp, 1.0_wp]
  logical, parameter :: evaluates(stages) = [.true., .false., .true., .true.]
  real(wp), parameter :: order_of_error = 3

  !> Step control: safety factor, bounds of the change, reduction after a repeated rejection, first step ever.
  real(wp), parameter :: safety = 0.9_wp, least = 0.2_wp, most = 6.0_wp, again = 0.1_wp, first_step_s = 1.0e-5_wp
  integer, parameter :: too_many = 200000

  !> What one thread needs.
  type :: integrator_type
    real(wp), allocatable :: k(:, :), y(:, :), new(:, :), now(:, :), stage(:, :, :), x(:, :)
    real(wp), allocatable :: rate(:, :), partial(:, :), lu(:, :), inverse(:, :), one_k(:)
    logical :: fixed_steps = .false. !< accept every sub-step and keep its length: for measuring the order
  end type integrator_type

  !> The cells that all threads draw from, a few neighbours at a time: OpenMP's dynamic schedule, but one that a thread
  !> need not leave with idle lanes whenever a share is done.
  type :: queue_type
    integer :: next = 1
  end type queue_type

  integer, parameter :: share = 24 !< GEOS-Chem's own

contains

  subroutine make_integrator(plan, work)
    type(plan_type), intent(in) :: plan
    type(integrator_type), intent(out) :: work

    allocate (work%k(lanes, plan%reactions), work%rate(lanes, plan%reactions), work%one_k(plan%reactions))
    allocate (work%y(lanes, plan%species), work%new(lanes, plan%species), work%now(lanes, plan%species), &
              work%x(lanes, plan%species), work%inverse(lanes, plan%species), &
              work%stage(lanes, plan%species, stages), work%partial(lanes, plan%partials), work%lu(lanes, plan%entries))
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
    real(wp) :: done_s(lanes), h(lanes), next_h(lanes), error(lanes)
    integer :: cell(lanes), accepted(lanes), rejected(lanes), in_row(lanes), next, last, l
    logical :: keep(lanes)

    next = 1
    last = 0
    work%y = 0
    do l = 1, lanes
      call take_cell(l)
    end do
    do while (any(cell > 0))
      call substep(plan, h, rtol, atol, work, error)
      do l = 1, lanes
        keep(l) = cell(l) > 0 .and. (error(l) <= 1 .or. work%fixed_steps)
        call control(l)
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

      if (next > last) then
        !$omp atomic capture
        next = queue%next
        queue%next = queue%next + share
        !$omp end atomic
        last = min(next + share - 1, size(here))
      end if
      cell(lane) = merge(next, 0, next <= last)
      if (cell(lane) == 0) then
        work%k(lane, :) = 0
        h(lane) = span_s
        return
      end if
      next = next + 1
      call cell_rate_constants(mech, here(cell(lane)), work%one_k)
      work%k(lane, :) = work%one_k
      work%y(lane, :) = y(:, cell(lane))
      done_s(lane) = 0
      next_h(lane) = merge(step_s(cell(lane)), first_step_s, step_s(cell(lane)) > 0)
      next_h(lane) = min(next_h(lane), span_s)
      h(lane) = next_h(lane)
      accepted(lane) = 0
      rejected(lane) = 0
      in_row(lane) = 0
    end subroutine take_cell

    subroutine control(lane)
      integer, intent(in) :: lane
      real(wp) :: factor

      if (cell(lane) == 0) return
      if (work%fixed_steps) then
        done_s(lane) = done_s(lane) + h(lane)
        accepted(lane) = accepted(lane) + 1
        return
      end if
      factor = least ! also where the error is not a number
      if (error(lane) < huge(error)) &
        factor = min(most, max(least, safety / max(error(lane), 1.0e-10_wp)**(1 / order_of_error)))
      if (keep(lane)) then
        if (in_row(lane) > 0) factor = min(factor, 1.0_wp)
        done_s(lane) = done_s(lane) + h(lane)
        accepted(lane) = accepted(lane) + 1
        in_row(lane) = 0
        ! A last sub-step that was cut short says little about the length the next step can begin with.
        next_h(lane) = merge(max(next_h(lane), factor * h(lane)), factor * h(lane), h(lane) < next_h(lane))
      else
        rejected(lane) = rejected(lane) + 1
        in_row(lane) = in_row(lane) + 1
        next_h(lane) = h(lane) * merge(again, factor, in_row(lane) > 2)
      end if
      next_h(lane) = min(next_h(lane), span_s)
      h(lane) = min(next_h(lane), span_s - done_s(lane))
    end subroutine control

    subroutine finish_cell(lane)
      integer, intent(in) :: lane
      logical :: arrived, lost

      arrived = done_s(lane) >= span_s * (1 - 4 * epsilon(span_s))
      lost = .not. arrived .and. &
             (.not. done_s(lane) + h(lane) / 10 > done_s(lane) .or. accepted(lane) + rejected(lane) >= too_many)
      if (.not. (arrived .or. lost)) return
      y(:, cell(lane)) = work%y(lane, :)
      step_s(cell(lane)) = next_h(lane)
      call count_cell(count, accepted(lane), rejected(lane), arrived)
      call take_cell(lane)
    end subroutine finish_cell
  end subroutine integrate

  !> From work%y to work%new with the lanes' lengths `h`; `error` is that of the embedded solution relative to the
  !> tolerances, root mean square over the species.
  subroutine substep(plan, h, rtol, atol, work, error)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: h(lanes), rtol, atol
    type(integrator_type), intent(inout) :: work
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
end module rosenbrock
