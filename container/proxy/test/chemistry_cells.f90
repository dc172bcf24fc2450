!> For the comparison with another solver: integrates cells of a spread of conditions and prints what became of them.
!>
!> chemistry_cells TABLE CELLS STEPS STEP_S RTOL ATOL [generated] prints the wall time of the solver, the sub-steps and the
!> concentrations of all cells. The solver is the vector one unless the mechanism's generated code is asked for. Cell i of n has the sun (i - 1)/(n - 1) and 285 K - 60 K * that, at the table's pressure.
program chemistry_cells
  use kinds, only: wp
  use generated_kernels, only: find_kernel
  use chemistry_plan, only: plan_type, make_plan
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use rate_constants, only: conditions_type
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use substeps, only: substeps_type
  use timers, only: timer_type, start_timer, stop_timer
  implicit none
  type(mechanism_type) :: mech
  type(plan_type) :: plan
  type(integrator_type) :: work
  type(substeps_type) :: count
  type(timer_type) :: timer
  type(queue_type) :: queue
  type(conditions_type), allocatable :: here(:)
  real(wp), allocatable :: y(:, :), step_s(:)
  character(400) :: table
  real(wp) :: share
  integer :: cells, steps, i, s

  call get_command_argument(1, table)
  cells = nint(argument(2))
  steps = nint(argument(3))
  mech = read_mechanism(trim(table))
  call make_plan(mech, plan)
  if (command_argument_count() > 6) then
    plan%kernel = find_kernel(plan%fingerprint())
    if (.not. plan%has_kernel()) error stop "chemistry_cells: no generated code of this table"
  end if
  call make_integrator(plan, work)
  allocate (here(cells), step_s(cells), y(plan%species, cells))
  do i = 1, cells
    share = real(i - 1, wp) / max(1, cells - 1)
    here(i)%sun = share
    here(i)%temperature_k = 285 - 60 * share
    here(i)%pressure_pa = mech%pressure_pa
    here(i)%air = mech%air * mech%temperature_k / here(i)%temperature_k
    y(:, i) = mech%initial
  end do
  step_s = 0
  call start_timer(timer)
  do s = 1, steps
    queue = queue_type()
    call integrate(mech, plan, here, argument(4), argument(5), argument(6), work, y, step_s, queue, count)
  end do
  call stop_timer(timer)
  print '("seconds ",f0.6," accepted ",i0," rejected ",i0," lost ",i0," entries ",i0," products ",i0," flops ",i0)', &
    timer%wall_s, count%accepted, count%rejected, count%lost, plan%entries, size(plan%product_lower), plan%flops_per_substep
  do s = 1, plan%species
    print '(a,*(1x,es25.16e3))', trim(mech%species(s)), y(s, :)
  end do

contains

  real(wp) function argument(n)
    integer, intent(in) :: n
    character(40) :: text

    call get_command_argument(n, text)
    read (text, *) argument
  end function argument
end program chemistry_cells
