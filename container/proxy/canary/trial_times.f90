!> Wall time of repeated trials, and what is reported of them.
module trial_times
  use kinds, only: wp, i8
  implicit none
  private
  public :: now_s, rates_type, rates_of

  !> Of the fastest trial, which is what the machine can do, and of the middle one, which is what it mostly did.
  type :: rates_type
    real(wp) :: best = 0, median = 0
  end type rates_type

contains

  real(wp) function now_s()
    integer(i8) :: count, rate

    call system_clock(count, rate)
    now_s = real(count, wp) / real(rate, wp)
  end function now_s

  !> `amount` per second, with the given duration of each trial in seconds.
  pure function rates_of(amount, seconds) result(rates)
    real(wp), intent(in) :: amount, seconds(:)
    type(rates_type) :: rates
    real(wp) :: sorted(size(seconds)), value
    integer :: i, j, n

    n = size(seconds)
    sorted = seconds
    do i = 2, n
      value = sorted(i)
      do j = i - 1, 1, -1
        if (sorted(j) <= value) exit
        sorted(j + 1) = sorted(j)
      end do
      sorted(j + 1) = value
    end do
    rates%best = amount / sorted(1)
    rates%median = amount / (0.5_wp * (sorted((n + 1) / 2) + sorted(n / 2 + 1)))
  end function rates_of
end module trial_times
