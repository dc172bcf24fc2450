!> What the canary makes of its trials.
program test_trial_times
  use kinds, only: wp
  use trial_times, only: rates_type, rates_of
  use expectations, only: expect, finish_tests
  implicit none

  call expect(is(rates_of(12.0_wp, [4.0_wp, 2.0_wp, 3.0_wp]), 6.0_wp, 4.0_wp), "odd number: the middle one")
  call expect(is(rates_of(12.0_wp, [5.0_wp, 1.0_wp, 2.0_wp, 4.0_wp]), 12.0_wp, 4.0_wp), "even number: the mean of two times")
  call expect(is(rates_of(12.0_wp, [3.0_wp]), 4.0_wp, 4.0_wp), "a single one")
  call finish_tests()

contains

  pure logical function is(rates, best, median)
    type(rates_type), intent(in) :: rates
    real(wp), intent(in) :: best, median

    is = abs(rates%best - best) < 1.0e-12_wp .and. abs(rates%median - median) < 1.0e-12_wp
  end function is
end program test_trial_times
