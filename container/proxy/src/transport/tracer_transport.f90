!> One time step of transport for all tracers.
!>
!> Parallel over tracers with the level loop inside, as GEOS-Chem's own transport is organised: the winds are read by all
!> threads, every tracer is written by one. A tracer sees the same operations in the same order whatever the number of
!> threads, so results are bitwise reproducible, and threads beyond the number of tracers have nothing to do.
module tracer_transport
  use kinds, only: wp
  use tracer_state, only: state_type
  use horizontal_transport, only: horizontal_step, horizontal_work_type, reserve_horizontal_work
  use vertical_transport, only: vertical_step, vertical_work_type, reserve_vertical_work
  use bounds_filler, only: fill_level
  implicit none
  private
  public :: advect_tracers, tracer_work_type, allocate_tracer_work

  !> Work arrays of one thread, allocated once: nothing is allocated inside the step loop.
  type :: tracer_work_type
    type(horizontal_work_type) :: horizontal
    type(vertical_work_type) :: vertical
  end type tracer_work_type

contains

  subroutine allocate_tracer_work(state, threads, work)
    type(state_type), intent(in) :: state
    integer, intent(in) :: threads
    type(tracer_work_type), allocatable, intent(out) :: work(:)
    integer :: thread

    allocate (work(threads))
    !$omp parallel do schedule(static, 1)
    do thread = 1, threads
      call reserve_horizontal_work(state%nlon, state%nlat, work(thread)%horizontal)
      call reserve_vertical_work(state%nlon, work(thread)%vertical)
    end do
    !$omp end parallel do
  end subroutine allocate_tracer_work

  subroutine advect_tracers(state, work)
    !$ use omp_lib, only: omp_get_thread_num
    type(state_type), intent(inout) :: state
    type(tracer_work_type), intent(inout) :: work(:)
    integer :: tracer, thread

    !$omp parallel default(none) shared(state, work) private(tracer, thread)
    thread = 1
    !$ thread = omp_get_thread_num() + 1
    !$omp do schedule(static)
    do tracer = 1, state%ntracer
      call advect_one(state, tracer, work(thread))
    end do
    !$omp end do
    !$omp end parallel
  end subroutine advect_tracers

  subroutine advect_one(state, tracer, work)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: tracer
    type(tracer_work_type), intent(inout) :: work
    real(wp) :: lowest, highest, scale
    integer :: k

    lowest = state%lowest(tracer)
    highest = state%highest(tracer)
    scale = highest - lowest
    associate (air => state%air, flux => state%flux, n => state%nlon, rows => state%nlat, nlev => state%nlev)
      do k = 1, nlev
        if (state%reactive) then ! on one level the range may be as small as round-off itself
          call find_bounds(n, rows, state%q(:, :, k, tracer), lowest, highest)
          scale = max(abs(lowest), abs(highest))
        end if
        call horizontal_step(n, rows, flux%zonal_reach(:, k), air%cell_kg(:, k), air%inverse_cell_kg(:, k), &
                             flux%inverse_left_kg(:, :, k), &
                             flux%zonal_kg(:, :, k), flux%meridional_kg(:, :, k), &
                             flux%vertical_kg(:, :, k), flux%vertical_kg(:, :, k + 1), &
                             work%horizontal, state%q(:, :, k, tracer))
        ! The constancy probe goes unrepaired: the filler would hide what it is there to show.
        if (tracer > 1) call fill_level(n, rows, state%share, air%cell_kg(:, k), &
                                        flux%vertical_kg(:, :, k), flux%vertical_kg(:, :, k + 1), &
                                        lowest, highest, scale, state%q(:, :, k, tracer), state%filled_kg(tracer))
      end do
      call vertical_step(n, rows, nlev, state%weights, air%inverse_cell_kg, flux%inverse_left_kg, flux%vertical_kg, &
                         work%vertical, state%q(:, :, :, tracer))
    end associate
  end subroutine advect_one

  !> Of a level, which its horizontal transport should not leave. Extrema along the lanes of a vector first: MINVAL and
  !> MAXVAL do not vectorise under IEEE rules.
  pure subroutine find_bounds(n, rows, q, lowest, highest)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: q(n, rows)
    real(wp), intent(out) :: lowest, highest
    real(wp) :: low(n), high(n)
    integer :: i, r

    low = q(:, 1)
    high = low
    do r = 2, rows
      do i = 1, n
        low(i) = merge(q(i, r), low(i), q(i, r) < low(i))
        high(i) = merge(q(i, r), high(i), q(i, r) > high(i))
      end do
    end do
    lowest = minval(low)
    highest = maxval(high)
  end subroutine find_bounds
end module tracer_transport
