!> The one-dimensional scheme: conservation, monotonicity, exactness where it must be exact.
program test_ppm
  use kinds, only: wp
  use ppm, only: monotone_slope, edge_departures, limit_parabola
  use vertical_transport, only: vertical_weights_type, make_vertical_weights
  use zonal_transport, only: zonal_flux, zonal_work_type, allocate_zonal_work
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none

  integer, parameter :: n = 72
  type(zonal_work_type) :: work

  call allocate_zonal_work(n, work)
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
    real(wp) :: thickness(n), q(n), step(n), slope(n), right(1), left(1), worst
    integer :: k, trial

    worst = 0
    do trial = 1, 200
      call random_number(thickness)
      call random_number(q)
      weights = make_vertical_weights(0.2_wp + thickness)
      step(2:) = q(2:) - q(:n - 1)
      slope = 0
      do k = 2, n - 1
        call monotone_slope(1, weights%slope(1, k), weights%slope(2, k), step(k:k), step(k + 1:k + 1), slope(k:k))
      end do
      do k = 3, n - 1
        call edge_departures(1, weights%edge(:, k), step(k:k), slope(k - 1:k - 1), slope(k:k), right, left)
        worst = max(worst, -right(1) * sign(1.0_wp, step(k)), left(1) * sign(1.0_wp, step(k)))
      end do
    end do
    call expect_at_most(worst, 1.0e-15_wp, "face value beyond its neighbours")
  end subroutine edges_stay_between_neighbours

  subroutine parabolas_are_monotone()
    real(wp) :: left(n), right(n)

    call random_number(left)
    call random_number(right)
    left = left - 0.5_wp
    right = right - 0.5_wp
    call limit_parabola(n, left, right)
    call expect(all(left * right <= 0), "edge values lie on either side of the mean")
    ! The vertex of q + ... lies outside the cell exactly if no departure is more than twice the other.
    call expect(all(abs(left) <= 2 * abs(right) .and. abs(right) <= 2 * abs(left)), "no vertex inside a cell")
  end subroutine parabolas_are_monotone

  subroutine circle_keeps_mass_and_range(courant)
    real(wp), intent(in) :: courant
    real(wp) :: q(n), start(n), air(n + 1), flux(n + 1)
    integer :: step

    call random_number(start)
    q = start
    air = courant
    do step = 1, 500
      call zonal_flux(n, ceiling(abs(courant)), 1.0_wp, air, q, work, flux)
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
      call zonal_flux(n, 1, 1.0_wp, air, start, work, flux)
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
    call zonal_flux(n, 3, 1.0_wp, air, q, work, flux)
    call expect_at_most(maxval(abs(q - (flux(2:) - flux(:n)) - cshift(q, -3))), 1.0e-14_wp, "Courant number 3 is a shift by 3")
    air = -1
    call zonal_flux(n, 1, 1.0_wp, air, q, work, flux)
    call expect_at_most(maxval(abs(q - (flux(2:) - flux(:n)) - cshift(q, 1))), 1.0e-14_wp, "Courant number -1 is a shift by -1")
  end subroutine whole_courant_number_shifts_exactly

  subroutine constant_passes_unchanged()
    real(wp) :: q(n), air(n + 1), flux(n + 1)

    q = 1
    call random_number(air)
    air(n + 1) = air(1)
    call zonal_flux(n, 1, 1.0_wp, air, q, work, flux)
    call expect(all(abs(flux - air) <= 0), "tracer flux of a constant is the air flux, to the last bit")
    air = 7 * air
    call zonal_flux(n, 7, 1.0_wp, air, q, work, flux)
    call expect(all(abs(flux - air) <= 0), "and so it is over several cells")
  end subroutine constant_passes_unchanged
end program test_ppm
