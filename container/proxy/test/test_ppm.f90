!> The one-dimensional scheme: conservation, monotonicity, exactness where it must be exact.
program test_ppm
  use kinds, only: wp
  use ppm, only: monotone_slope, monotone_parabola, uniform_edge
  use vertical_transport, only: vertical_weights_type, make_vertical_weights
  use zonal_transport, only: zonal_flux, close_circles, zonal_work_type, allocate_zonal_work
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none

  integer, parameter :: n = 72
  type(zonal_work_type) :: work

  call allocate_zonal_work(n, 1, work)
  call edges_stay_between_neighbours()
  call parabolas_are_monotone()
  call circle_keeps_mass_and_range(0.37_wp)
  call circle_keeps_mass_and_range(-2.6_wp)
  call converging_flow_keeps_range()
  call whole_courant_number_shifts_exactly()
  call constant_passes_unchanged()
  call finish_tests()

contains

  !> CW say that the face value lies between its neighbours; here on strongly uneven layers too.
  subroutine edges_stay_between_neighbours()
    type(vertical_weights_type) :: weights
    real(wp) :: thickness(n), q(n), slope(n), left(1), right(1), worst
    integer :: k, trial

    worst = 0
    do trial = 1, 200
      call random_number(thickness)
      call random_number(q)
      weights = make_vertical_weights(0.2_wp + thickness)
      slope = 0
      do k = 2, n - 1
        call monotone_slope(1, weights%slope(:, k), q(k - 1:k - 1), q(k:k), q(k + 1:k + 1), slope(k:k))
      end do
      do k = 3, n - 2
        call monotone_parabola(1, weights%edge(:, k), weights%edge(:, k + 1), q(k - 1:k - 1), q(k:k), q(k + 1:k + 1), &
                               slope(k - 1:k - 1), slope(k:k), slope(k + 1:k + 1), left, right)
        worst = max(worst, beyond(-left(1), q(k) - q(k - 1)), beyond(right(1), q(k + 1) - q(k)))
      end do
    end do
    call expect_at_most(worst, 1.0e-15_wp, "face value beyond its neighbours")
  end subroutine edges_stay_between_neighbours

  !> How far a departure lies outside the interval from zero to the step towards that neighbour.
  real(wp) function beyond(departure, step)
    real(wp), intent(in) :: departure, step

    beyond = max(-departure * sign(1.0_wp, step), abs(departure) - abs(step))
  end function beyond

  subroutine parabolas_are_monotone()
    real(wp) :: q(n + 2), slope(n + 2), left(n), right(n)

    call random_number(q)
    call random_number(slope)
    slope = slope - 0.5_wp
    call monotone_parabola(n, uniform_edge, uniform_edge, q, q(2:), q(3:), slope, slope(2:), slope(3:), left, right)
    call expect(any(abs(left) > 0), "some cells keep a parabola")
    call expect(all(left * right <= 0), "edge values lie on either side of the mean")
    ! The vertex of q + ... lies outside the cell exactly if no departure is more than twice the other.
    call expect(all(abs(left) <= 2 * abs(right) .and. abs(right) <= 2 * abs(left)), "no vertex inside a cell")
  end subroutine parabolas_are_monotone

  function flux_on_circle(reach, air, q) result(flux)
    integer, intent(in) :: reach
    real(wp), intent(in) :: air(n + 1), q(n)
    real(wp) :: flux(n + 1), circle(0:n + 1)

    circle(1:n) = q
    call close_circles(n, 1, circle)
    call zonal_flux(n, 1, [reach], [1.0_wp], air, circle, work, flux)
  end function flux_on_circle

  subroutine circle_keeps_mass_and_range(courant)
    real(wp), intent(in) :: courant
    real(wp) :: q(n), start(n), air(n + 1), flux(n + 1)
    integer :: step

    call random_number(start)
    q = start
    air = courant
    do step = 1, 500
      flux = flux_on_circle(ceiling(abs(courant)), air, q)
      q = q - (flux(2:) - flux(:n))
    end do
    call expect_at_most(abs(sum(q) - sum(start)), 1.0e-12_wp, "mass change on a circle")
    call expect_at_most(maxval(q) - maxval(start), 1.0e-15_wp, "overshoot on a circle")
    call expect_at_most(minval(start) - minval(q), 1.0e-15_wp, "undershoot on a circle")
    call expect(maxval(q) - minval(q) < maxval(start) - minval(start), "the scheme diffuses noise")
  end subroutine circle_keeps_mass_and_range

  !> Where the flow converges the air mass changes, and the mixing ratio still may not leave its range.
  subroutine converging_flow_keeps_range()
    real(wp) :: q(n), start(n), mass(n), after(n), air(n + 1), flux(n + 1), change
    integer :: trial

    change = 0
    do trial = 1, 100
      call random_number(start)
      call random_number(air)
      air = 0.98_wp * (air - 0.5_wp) ! at most 0.49 out of either side: no cell is emptied
      air(n + 1) = air(1)
      mass = 1
      flux = flux_on_circle(1, air, start)
      after = mass - (air(2:) - air(:n))
      q = (mass * start - (flux(2:) - flux(:n))) / after
      change = max(change, maxval(q) - maxval(start), minval(start) - minval(q))
    end do
    call expect_at_most(change, 1.0e-14_wp, "new extremum in converging flow")
  end subroutine converging_flow_keeps_range

  subroutine whole_courant_number_shifts_exactly()
    real(wp) :: q(n), air(n + 1), flux(n + 1)

    call random_number(q)
    air = 3
    flux = flux_on_circle(3, air, q)
    call expect_at_most(maxval(abs(q - (flux(2:) - flux(:n)) - cshift(q, -3))), 1.0e-14_wp, "Courant number 3 is a shift by 3")
    air = -1
    flux = flux_on_circle(1, air, q)
    call expect_at_most(maxval(abs(q - (flux(2:) - flux(:n)) - cshift(q, 1))), 1.0e-14_wp, "Courant number -1 is a shift by -1")
  end subroutine whole_courant_number_shifts_exactly

  subroutine constant_passes_unchanged()
    real(wp) :: q(n), air(n + 1), flux(n + 1)

    q = 1
    call random_number(air)
    air(n + 1) = air(1)
    flux = flux_on_circle(1, air, q)
    call expect(all(abs(flux - air) <= 0), "tracer flux of a constant is the air flux, to the last bit")
    air = 7 * air
    flux = flux_on_circle(7, air, q)
    call expect(all(abs(flux - air) <= 0), "and so it is over several cells")
  end subroutine constant_passes_unchanged
end program test_ppm
