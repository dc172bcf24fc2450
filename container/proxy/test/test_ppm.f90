!> The one-dimensional scheme: conservation, monotonicity, exactness where it must be exact.
program test_ppm
  use kinds, only: wp
  use ppm, only: parabolas_along, fluxes_along, fluxes_across
  use vertical_transport, only: make_vertical_weights, vertical_step, vertical_work_type, reserve_vertical_work
  use zonal_transport, only: zonal_fluxes, close_circles, halo, zonal_work_type, reserve_zonal_work
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none

  integer, parameter :: n = 72
  type(zonal_work_type) :: work
  integer :: cells

  call reserve_zonal_work(n, 1, work)
  call parabolas_are_monotone()
  do cells = 70, 71 ! the kernels take two at a time
    call along_and_across_agree(cells)
    call columns_keep_mass_and_range(cells)
  end do
  call circle_keeps_mass_and_range(0.37_wp)
  call circle_keeps_mass_and_range(-2.6_wp)
  call converging_flow_keeps_range()
  call whole_courant_number_shifts_exactly()
  call constant_passes_unchanged()
  call finish_tests()

contains

  subroutine parabolas_are_monotone()
    real(wp) :: q(-1:n + 2), scratch(0:n + 1, 2), left(n), right(n), worst
    integer :: i

    call random_number(q)
    call parabolas_along(n, q, scratch(:, 1), scratch(:, 2), left, right)
    call expect(any(abs(left) > 0), "some cells keep a parabola")
    call expect(all(left * right <= 0), "edge values lie on either side of the mean")
    ! The vertex of q + ... lies outside the cell exactly if no departure is more than twice the other.
    call expect(all(abs(left) <= 2 * abs(right) .and. abs(right) <= 2 * abs(left)), "no vertex inside a cell")
    worst = 0
    do i = 1, n
      worst = max(worst, beyond(-left(i), q(i) - q(i - 1)), beyond(right(i), q(i + 1) - q(i)))
    end do
    call expect_at_most(worst, 1.0e-15_wp, "edge value beyond its neighbours")
  end subroutine parabolas_are_monotone

  !> How far a departure lies outside the interval from zero to the step towards that neighbour.
  real(wp) function beyond(departure, step)
    real(wp), intent(in) :: departure, step

    beyond = max(-departure * sign(1.0_wp, step), abs(departure) - abs(step))
  end function beyond

  !> The kernels are one scheme: on uniform cells, where their different ends are out of sight, they agree.
  subroutine along_and_across_agree(cells)
    integer, intent(in) :: cells
    type(vertical_work_type) :: vertical
    real(wp) :: q(-1:cells + 2), air(cells + 1), scratch(0:cells + 1, 2), left(cells), right(cells), along(cells), ones(cells)
    real(wp) :: across(3, cells), line(3, 4), column(1, 1, cells), faces, columns
    integer :: trial, k

    call reserve_vertical_work(1, vertical)
    ones = 1
    faces = 0
    columns = 0
    do trial = 1, 20
      call random_number(q)
      call random_number(air)
      air = air - 0.5_wp
      air(1) = 0
      air(cells + 1) = 0
      call parabolas_along(cells, q, scratch(:, 1), scratch(:, 2), left, right)
      call fluxes_along(cells - 1, 1.0_wp, air(2:cells), q(1:cells), left, right, along(2:))

      call fluxes_across(3, cells, ones, spread(air(:cells), 1, 3), spread(q(0:cells + 1), 1, 3), &
                         line(:, 1), line(:, 2), line(:, 3), line(:, 4), across)
      call expect(abs(across(1, 1)) <= 0, "nothing goes through the first face")
      call expect(all(abs(across(2:3, :) - across([1, 1], :)) <= 0), "all lines alike")
      faces = max(faces, maxval(abs(across(1, 3:cells - 1) - along(3:cells - 1))))

      column(1, 1, :) = q(1:cells)
      call vertical_step(1, 1, cells, make_vertical_weights(ones), reshape(ones, [1, cells]), reshape(ones, [1, 1, cells]), &
                         reshape(air, [1, 1, cells + 1]), vertical, column)
      associate (inner => [(k, k = 4, cells - 3)])
        columns = max(columns, maxval(abs(column(1, 1, inner) - q(inner) - (air(inner + 1) - air(inner)) * q(inner) &
                                          + along(inner + 1) - along(inner))))
      end associate
    end do
    call expect_at_most(faces, 1.0e-15_wp, "fluxes along and across lines agree")
    call expect_at_most(columns, 1.0e-15_wp, "and so do the changes of a column")
  end subroutine along_and_across_agree

  !> On strongly uneven layers, up to half the air of either cell going through a face.
  subroutine columns_keep_mass_and_range(levels)
    integer, intent(in) :: levels
    integer, parameter :: rows = 2
    type(vertical_work_type) :: vertical
    real(wp), dimension(n, rows, levels) :: q, start, before_kg
    real(wp) :: thickness(levels), after_kg(rows, levels), air(n, rows, levels + 1), change, drift
    integer :: trial, k

    call reserve_vertical_work(n, vertical)
    change = 0
    drift = 0
    do trial = 1, 50
      call random_number(thickness)
      thickness = 0.2_wp + thickness
      after_kg = spread(thickness, 1, rows)
      call random_number(start)
      call random_number(air)
      air = 0.98_wp * (air - 0.5_wp)
      air(:, :, 1) = 0
      air(:, :, levels + 1) = 0
      do k = 2, levels
        air(:, :, k) = air(:, :, k) * min(thickness(k - 1), thickness(k)) / 2
      end do
      before_kg = spread(after_kg, 1, n) + (air(:, :, 2:) - air(:, :, :levels))
      q = start
      call vertical_step(n, rows, levels, make_vertical_weights(thickness), 1 / after_kg, 1 / before_kg, air, vertical, q)
      change = max(change, maxval(maxval(q, 3) - maxval(start, 3)), maxval(minval(start, 3) - minval(q, 3)))
      drift = max(drift, maxval(abs(sum(spread(after_kg, 1, n) * q - before_kg * start, 3))))
    end do
    call expect_at_most(change, 1.0e-14_wp, "new extremum in a column")
    call expect_at_most(drift, 1.0e-13_wp, "mass change of a column")
  end subroutine columns_keep_mass_and_range

  function flux_on_circle(reach, air, q) result(flux)
    integer, intent(in) :: reach
    real(wp), intent(in) :: air(n + 1), q(n)
    real(wp) :: flux(n + 1), circle(1 - halo:n + halo)

    circle(1:n) = q
    call close_circles(n, 1, circle)
    call zonal_fluxes(n, 1, [reach], [1.0_wp], air, circle, work, flux)
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
