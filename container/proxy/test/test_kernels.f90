!> Generated straight-line code against the lists that it was written from: derivatives, Jacobian, factors and solutions of the same
!> cell, and a day of cells that both solvers integrate.
program test_kernels
  use kinds, only: wp
  use cell_queue, only: queue_type
  use chemistry_block, only: lanes, block_changes => changes, partial_derivatives, factorise, block_solve => solve
  use chemistry_plan, only: plan_type, make_plan
  use generated_kernels, only: find_kernel
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use rate_constants, only: conditions_type, cell_rate_constants
  use rosenbrock, only: integrator_type, make_integrator, integrate
  use sparse_factorisation, only: factorise_row_wise
  use substeps, only: substeps_type
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none
  character(200) :: table
  integer :: t

  do t = 1, command_argument_count()
    call get_command_argument(t, table)
    call compare(trim(table))
  end do
  call expect(.not. associated_with(0), "a plan of another mechanism has no code")
  call finish_tests()

contains

  logical function associated_with(nothing)
    use kinds, only: i8
    use mechanism_kernel, only: kernel_type
    integer, intent(in) :: nothing
    type(kernel_type) :: kernel

    kernel = find_kernel(int(nothing, i8))
    associated_with = associated(kernel%changes)
  end function associated_with

  subroutine compare(path)
    character(*), intent(in) :: path
    type(mechanism_type) :: mech
    type(plan_type) :: plan
    character(:), allocatable :: name

    mech = read_mechanism(path)
    call make_plan(mech, plan)
    plan%kernel = find_kernel(plan%fingerprint())
    name = mech%name//": "
    call expect(plan%has_kernel(), name//"there is code")
    if (.not. plan%has_kernel()) return
    call compare_parts(mech, plan, name)
    call compare_answers(mech, plan, name)
  end subroutine compare

  subroutine compare_parts(mech, plan, name)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    character(*), intent(in) :: name
    real(wp) :: k(plan%reactions), y(plan%species), dydt(plan%species), lu(plan%entries), row(plan%species), x(plan%species)
    real(wp), allocatable, dimension(:, :) :: many_k, many_y, rate, many_dydt, partial, many_lu, inverse, many_x
    real(wp), parameter :: shift = 10
    integer :: s

    call cell_rate_constants(mech, conditions_type(mech%temperature_k, mech%pressure_pa, mech%air, 0.8_wp), k)
    y = mech%initial + 1.0e-3_wp * maxval(mech%initial)
    allocate (rate(lanes, plan%reactions), many_dydt(lanes, plan%species), partial(lanes, plan%partials), &
              many_lu(lanes, plan%entries), inverse(lanes, plan%species))
    many_k = spread(k, 1, lanes)
    many_y = spread(y, 1, lanes)
    call block_changes(plan, many_k, many_y, rate, many_dydt)
    call plan%kernel%changes(k, y, dydt)
    call near(dydt, many_dydt(3, :), name//"derivatives")
    call partial_derivatives(plan, many_k, many_y, partial)
    call factorise(plan, spread(shift, 1, lanes), partial, many_lu, inverse)
    call plan%kernel%jacobian(k, y, lu)
    lu = -lu
    lu(plan%diagonal) = lu(plan%diagonal) + shift
    call factorise_row_wise(plan, lu, row)
    call near(lu, many_lu(1, :), name//"factors")
    x = [(1 + real(modulo(7 * s, 11), wp), s=1, plan%species)]
    many_x = spread(x, 1, lanes)
    call block_solve(plan, many_lu, inverse, many_x)
    call plan%kernel%solve(lu, x)
    call near(x, many_x(lanes, :), name//"solution")
  end subroutine compare_parts

  subroutine near(found, known, what)
    real(wp), intent(in) :: found(:), known(:)
    character(*), intent(in) :: what

    call expect_at_most(maxval(abs(found - known)) / maxval(abs(known)), 1.0e-11_wp, what)
  end subroutine near

  !> At tight tolerances: what differs is the order of sums alone.
  subroutine compare_answers(mech, plan, name)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    character(*), intent(in) :: name
    integer, parameter :: cells = 6
    type(plan_type) :: other
    real(wp), allocatable :: generated(:, :), vector(:, :)
    real(wp) :: floor_

    other = plan
    other%kernel%changes => null()
    call integrate_cells(mech, plan, cells, generated)
    call integrate_cells(mech, other, cells, vector)
    floor_ = 1.0e-12_wp * maxval(vector)
    call expect_at_most(maxval(abs(generated - vector) / (abs(vector) + floor_)), 1.0e-6_wp, &
                        name//"concentrations after three steps")
  end subroutine compare_answers

  subroutine integrate_cells(mech, plan, cells, y)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    integer, intent(in) :: cells
    real(wp), allocatable, intent(out) :: y(:, :)
    type(integrator_type) :: work
    type(queue_type) :: queue
    type(substeps_type) :: count
    type(conditions_type) :: here(cells)
    real(wp) :: step_s(cells)
    integer :: cell, step

    call make_integrator(plan, work)
    do cell = 1, cells
      here(cell) = conditions_type(mech%temperature_k, mech%pressure_pa, mech%air, real(cell - 1, wp) / (cells - 1))
    end do
    y = spread(mech%initial, 2, cells)
    step_s = 0
    do step = 1, 3
      queue = queue_type()
      call integrate(mech, plan, here, 1200.0_wp, 1.0e-8_wp, 1.0e-14_wp * maxval(mech%initial), work, y, step_s, queue, count)
    end do
    call expect(count%lost == 0, mech%name//": every cell arrives")
  end subroutine integrate_cells
end program test_kernels
