!> The triad of McCalpin's STREAM, a = b + s c: bandwidth of memory that caches cannot help with.
module stream_triad
  use kinds, only: wp, i8
  use trial_times, only: now_s, rates_type, rates_of
  implicit none
  private
  public :: triad_type, measure_triad, triad_trials, triad_counting

  integer, parameter :: triad_trials = 10
  !> Two reads and one write of a float64.
  integer, parameter :: bytes_per_element = 24
  character(*), parameter :: triad_counting = "24 bytes per element, as STREAM counts: two reads, one write; that ordinary " &
    //"stores may read the line first is not counted"

  type :: triad_type
    type(rates_type) :: bytes_per_s
    real(wp) :: relative_error = huge(1.0_wp) !< worst deviation of any element from the closed form
  end type triad_type

  real(wp), parameter :: factor = 0.4_wp, start(3) = [0.1_wp, 0.2_wp, 0.3_wp]

contains

  !> @param elements of each of the three arrays: at least four times the last-level cache (STREAM's run rules)
  !> @param ok false: there is not that much memory
  subroutine measure_triad(elements, found, ok)
    integer(i8), intent(in) :: elements
    type(triad_type), intent(out) :: found
    logical, intent(out) :: ok
    real(wp), allocatable :: a(:), b(:), c(:)
    real(wp) :: seconds(0:triad_trials), begin_s
    integer :: trial, status

    allocate (a(elements), b(elements), c(elements), stat=status)
    ok = status == 0
    if (.not. ok) return
    call touch_first(elements, a, b, c)
    do trial = 0, triad_trials ! trial 0 warms up
      begin_s = now_s()
      ! The arrays change roles, so that every trial needs the one before and none can be left out.
      select case (mod(trial, 3))
      case (0)
        call triad(elements, b, c, a)
      case (1)
        call triad(elements, c, a, b)
      case (2)
        call triad(elements, a, b, c)
      end select
      seconds(trial) = now_s() - begin_s
    end do
    found%bytes_per_s = rates_of(real(elements, wp) * bytes_per_element, seconds(1:))
    found%relative_error = worst_error(elements, a, b, c)
  end subroutine measure_triad

  !> Each thread touches what it will work on, so that its memory is near it.
  subroutine touch_first(n, a, b, c)
    integer(i8), intent(in) :: n
    real(wp), intent(out) :: a(n), b(n), c(n)
    integer(i8) :: i

    !$omp parallel do schedule(static)
    do i = 1, n
      a(i) = start(1)
      b(i) = start(2)
      c(i) = start(3)
    end do
    !$omp end parallel do
  end subroutine touch_first

  subroutine triad(n, x, y, z)
    integer(i8), intent(in) :: n
    real(wp), intent(in) :: x(n), y(n)
    real(wp), intent(out) :: z(n)
    integer(i8) :: i

    !$omp parallel do schedule(static)
    do i = 1, n
      z(i) = x(i) + factor * y(i)
    end do
    !$omp end parallel do
  end subroutine triad

  !> Every element goes through the same recurrence, so one scalar says what all must be.
  real(wp) function worst_error(n, a, b, c)
    integer(i8), intent(in) :: n
    real(wp), intent(in) :: a(n), b(n), c(n)
    real(wp) :: expected(3)
    integer(i8) :: i
    integer :: trial, target

    expected = start
    do trial = 0, triad_trials
      target = mod(trial, 3) + 1
      expected(target) = expected(mod(target, 3) + 1) + factor * expected(mod(target + 1, 3) + 1)
    end do
    worst_error = 0
    !$omp parallel do schedule(static) reduction(max:worst_error)
    do i = 1, n
      worst_error = max(worst_error, abs(a(i) / expected(1) - 1), abs(b(i) / expected(2) - 1), abs(c(i) / expected(3) - 1))
    end do
    !$omp end parallel do
  end function worst_error
end module stream_triad
