!> The integrator: order of the species, order of convergence, lanes that do not know of one another.
program test_chemistry_order
  use kinds, only: wp
  use chemistry_plan, only: plan_type, make_plan
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use rate_constants, only: conditions_type
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use sparse_pattern, only: fill_in, markowitz_order
  use substeps, only: substeps_type
  use text, only: fixed
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none
  type(mechanism_type) :: mech
  type(plan_type) :: plan
  character(200) :: folder

  call get_command_argument(1, folder)
  mech = read_mechanism(trim(folder)//"/pollu.mech")
  call expect(all(markowitz_order(arrow(6)) == [2, 3, 4, 5, 1, 6]), "Markowitz takes the head of an arrow last but one")
  call expect(count(fill_in(arrow(6))) == 36, "the head first fills the whole matrix")
  call make_plan(mech, plan)
  call independent_lanes()
  call get_command_argument(2, folder)
  mech = read_mechanism(trim(folder)//"/smooth.mech")
  call make_plan(mech, plan)
  call order_of_convergence()
  call finish_tests()

contains

  !> Full first row and column, and the diagonal.
  function arrow(n) result(pattern)
    integer, intent(in) :: n
    logical :: pattern(n, n)
    integer :: i

    pattern = .false.
    pattern(1, :) = .true.
    pattern(:, 1) = .true.
    do i = 1, n
      pattern(i, i) = .true.
    end do
  end function arrow

  !> Of equal sub-steps: halving them divides the error by 2**3.
  subroutine order_of_convergence()
    real(wp) :: start(plan%species, 1), exact(plan%species, 1), coarse(plan%species, 1), fine(plan%species, 1), order

    start(:, 1) = mech%initial
    exact = start
    call advance(exact, 4.0_wp, 0)
    coarse = start
    call advance(coarse, 4.0_wp, 32)
    fine = start
    call advance(fine, 4.0_wp, 64)
    order = log(distance(coarse, exact) / distance(fine, exact)) / log(2.0_wp)
    call expect(order > 2.8_wp .and. order < 3.2_wp, "order of convergence 3: "//fixed(order, 2))
  end subroutine order_of_convergence

  pure real(wp) function distance(y, exact)
    real(wp), intent(in) :: y(:, :), exact(:, :)

    distance = norm2(y - exact)
  end function distance

  !> @param count 0: adaptive, tight
  subroutine advance(y, span_s, count)
    real(wp), intent(inout), contiguous :: y(:, :)
    real(wp), intent(in) :: span_s
    integer, intent(in) :: count
    type(integrator_type) :: work
    type(queue_type) :: queue
    type(substeps_type) :: ignored
    real(wp) :: step_s(size(y, 2))
    type(conditions_type) :: here(size(y, 2))
    integer :: cell

    call make_integrator(plan, work)
    do cell = 1, size(y, 2)
      here(cell) = conditions_type(mech%temperature_k, mech%pressure_pa, mech%air, 1.0_wp / cell)
    end do
    work%fixed_steps = count > 0
    step_s = merge(span_s / max(1, count), 0.0_wp, count > 0)
    call integrate(mech, plan, here, span_s, 1.0e-10_wp, 1.0e-20_wp, work, y, step_s, queue, ignored)
  end subroutine advance

  !> A cell among fifty gets the same bits as alone.
  subroutine independent_lanes()
    integer, parameter :: cells = 50
    real(wp) :: together(plan%species, cells), alone(plan%species, 1)

    together = spread(mech%initial, 2, cells)
    alone(:, 1) = mech%initial
    call advance(together, 600.0_wp, 0)
    call advance(alone, 600.0_wp, 0)
    call expect(all(abs(together(:, 1) - alone(:, 1)) <= 0), "a cell does not depend on its neighbours")
    call expect_at_most(-maxval(abs(together(:, 2) - alone(:, 1))), -1.0e-6_wp, "other light, other answer")
  end subroutine independent_lanes
end program test_chemistry_order
