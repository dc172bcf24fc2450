!> One chemistry step of all cells.
module chemistry_step
  use kinds, only: wp
  use chemistry_state, only: chemistry_state_type, indices
  use constants, only: chemistry_step_s
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use substeps, only: substeps_type, add_counts
  use sunlight, only: cosine_of_zenith
  implicit none
  private
  public :: allocate_integrators, update_sun, react

contains

  !> One for each thread.
  subroutine allocate_integrators(state, threads, work)
    type(chemistry_state_type), intent(in) :: state
    integer, intent(in) :: threads
    type(integrator_type), allocatable, intent(out) :: work(:)
    integer :: thread

    allocate (work(threads))
    !$omp parallel do schedule(static, 1)
    do thread = 1, threads
      call make_integrator(state%plan, work(thread))
    end do
    !$omp end parallel do
  end subroutine allocate_integrators

  !> The sun in the middle of the step; photolysis rates stay as they are during it, as in GEOS-Chem.
  subroutine update_sun(state)
    type(chemistry_state_type), intent(inout) :: state
    integer :: cell, i, j, k

    !$omp parallel do schedule(static) private(i, j, k)
    do cell = 1, state%cells
      call indices(state, cell, i, j, k)
      state%here(cell)%sun = cosine_of_zenith(state%grid%lon_centre_rad(i), state%grid%lat_centre_rad(j), &
                                              state%time_s + chemistry_step_s / 2.0_wp)
    end do
    !$omp end parallel do
  end subroutine update_sun

  !> Cells by night are cheap and those at sunrise dear, so threads draw cells from a queue. What a cell becomes does not
  !> depend on who computes it.
  subroutine react(state, work)
    !$ use omp_lib, only: omp_get_thread_num
    type(chemistry_state_type), intent(inout) :: state
    type(integrator_type), intent(inout) :: work(:)
    type(queue_type) :: queue
    type(substeps_type) :: count
    integer :: thread

    !$omp parallel default(none) shared(state, work, queue) private(count, thread)
    thread = 1
    !$ thread = omp_get_thread_num() + 1
    count = substeps_type()
    call integrate(state%mech, state%plan, state%here, real(chemistry_step_s, wp), state%rtol, state%atol, work(thread), &
                   state%y, state%substep_s, queue, count)
    !$omp critical
    call add_counts(state%count, count)
    !$omp end critical
    !$omp end parallel
  end subroutine react
end module chemistry_step
