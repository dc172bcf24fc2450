!> Piecewise parabolic method with monotonicity constraint: Colella and Woodward (1984, J. Comput. Phys. 54, 174-201),
!> "CW" below.
!>
!> There is a kernel for each way in which a line of cells can lie in memory: along the contiguous index, where a cell's
!> neighbours are the next values; and across it, where many lines are followed side by side, the inner loop runs over the
!> lines, and one pass over a row of cells does all that the scheme has to do there.
!>
!> A parabola is kept as the departures of its edge values from the cell mean, `left` and `right`: half the arithmetic of
!> CW's (a_L, a_R, a_6), and a constant field gives exact zeros. Slopes are halves of CW's, which are limited by single
!> steps instead of doubled ones.
!>
!> Choices are made of minima, maxima and bit masks. These are single instructions, also in vectors, while MERGE would stay
!> a branch, because its comparison might raise a floating-point exception.
module ppm
  use kinds, only: wp, i8
  implicit none
  private
  public :: parabolas_along, fluxes_along, fluxes_across, advance_across

  real(wp), parameter :: third = 1 / 3.0_wp
  !> Weights on uniform cells, see next_flux.
  real(wp), parameter :: uniform_slope(2) = [0.25_wp, 0.25_wp], uniform_edge(3) = [0.5_wp, third, third]

contains

  !> Parabolas of a line of uniform cells.
  !>
  !> The value at a face is the mean of its cells and a sixth of the difference of their slopes: one half from either cell.
  !> Of a departure the cell's own half and that of its neighbour remain, which look alike.
  !> @param q (-1:n+2) two cells more at either end
  !> @param left_half, right_half (0:n+1) work: of the values at the faces of a cell, what the cell contributes
  pure subroutine parabolas_along(n, q, left_half, right_half, left, right)
    integer, intent(in) :: n
    real(wp), intent(in) :: q(-1:n + 2)
    real(wp), intent(out) :: left_half(0:n + 1), right_half(0:n + 1), left(n), right(n)
    real(wp) :: behind, ahead, sixth_of_slope, l, r
    integer :: i

    do i = 0, n + 1
      behind = q(i) - q(i - 1)
      ahead = q(i + 1) - q(i)
      sixth_of_slope = third * limited(0.25_wp * behind + 0.25_wp * ahead, behind, ahead)
      left_half(i) = 0.5_wp * q(i) - sixth_of_slope
      right_half(i) = 0.5_wp * q(i) + sixth_of_slope
    end do
    do i = 1, n
      l = right_half(i - 1) - right_half(i)
      r = left_half(i + 1) - left_half(i)
      left(i) = median_with_zero(l, -2 * r)
      right(i) = median_with_zero(r, -2 * l)
    end do
  end subroutine parabolas_along

  !> Tracer mass through the left faces of the cells 1 to n of a line, which have the same air mass.
  !> @param q, left, right (0:n)
  pure subroutine fluxes_along(n, inverse_kg, air_flux_kg, q, left, right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: inverse_kg, air_flux_kg(n), q(0:n), left(0:n), right(0:n)
    real(wp), intent(out) :: tracer_flux_kg(n)
    integer :: i

    do i = 1, n
      tracer_flux_kg(i) = air_flux_kg(i) * upwind_mean(air_flux_kg(i), abs(air_flux_kg(i)) * inverse_kg, &
                                                       q(i - 1), left(i - 1), right(i - 1), q(i), left(i), right(i))
    end do
  end subroutine fluxes_along

  !> Tracer mass through the left faces of uniform cells, along `n` lines. The end cells have a slope, but no parabola.
  !> @param inverse_kg (cells) of the air mass of a cell
  !> @param air_flux_kg, tracer_flux_kg (n, cells) nothing goes through the first
  !> @param q (n, 0:cells+1) one cell more at either end
  !> @param half_slope, left, left_behind, right_behind work: see next_flux
  pure subroutine fluxes_across(n, cells, inverse_kg, air_flux_kg, q, half_slope, left, left_behind, right_behind, tracer_flux_kg)
    integer, intent(in) :: n, cells
    real(wp), intent(in) :: inverse_kg(cells), air_flux_kg(n, cells), q(n, 0:cells + 1)
    real(wp), intent(out) :: half_slope(n), left(n), left_behind(n), right_behind(n), tracer_flux_kg(n, cells)
    integer :: i, j, next, beyond

    do i = 1, n
      half_slope(i) = limited(0.25_wp * (q(i, 2) - q(i, 0)), q(i, 1) - q(i, 0), q(i, 2) - q(i, 1))
    end do
    left = 0 ! and with it both departures of an end cell
    left_behind = 0
    right_behind = 0
    ! Two cells at a time: what is known of the first stays in a register for the second.
    do j = 1, cells - 2, 2
      do i = 1, n
        call next_flux(uniform_slope, uniform_edge, inverse_kg(max(j - 1, 1)), inverse_kg(j), air_flux_kg(i, j), &
                       q(i, j - 1), q(i, j), q(i, j + 1), q(i, j + 2), &
                       half_slope(i), left(i), left_behind(i), right_behind(i), tracer_flux_kg(i, j))
        call next_flux(uniform_slope, uniform_edge, inverse_kg(j), inverse_kg(j + 1), air_flux_kg(i, j + 1), &
                       q(i, j), q(i, j + 1), q(i, j + 2), q(i, j + 3), &
                       half_slope(i), left(i), left_behind(i), right_behind(i), tracer_flux_kg(i, j + 1))
      end do
    end do
    do j = cells - 1 + modulo(cells, 2), cells ! what is left: the last, and with an even number the one before it
      if (j == cells) left = 0
      next = min(j + 1, cells)
      beyond = min(j + 2, cells + next - j)
      do i = 1, n
        call next_flux(uniform_slope, uniform_edge, inverse_kg(j - 1), inverse_kg(j), air_flux_kg(i, j), &
                       q(i, j - 1), q(i, j), q(i, next), q(i, beyond), &
                       half_slope(i), left(i), left_behind(i), right_behind(i), tracer_flux_kg(i, j))
      end do
    end do
  end subroutine fluxes_across

  !> Advances uneven cells in place along `n` lines, in flux form. The end cells have neither slope nor parabola.
  !> @param stride numbers from one cell of a line to the next
  !> @param slope_weight (2, cells) of the steps behind and ahead of a cell, for half its slope
  !> @param edge_weight (3, cells) of the step and of the half slopes behind and ahead of the left face of a cell
  !> @param before_inverse_kg (stride, cells) of the air masses before this step
  !> @param after_inverse_kg (cells) after it
  !> @param air_flux_kg (stride, cells+1) through left faces; nothing goes through the first and last
  !> @param half_slope, left, left_behind, right_behind work: see next_flux
  !> @param flux_behind_kg work: of tracer, through the left face of the cell behind
  pure subroutine advance_across(n, stride, cells, slope_weight, edge_weight, before_inverse_kg, after_inverse_kg, air_flux_kg, &
                                 half_slope, left, left_behind, right_behind, flux_behind_kg, q)
    integer, intent(in) :: n, stride, cells
    real(wp), intent(in) :: slope_weight(2, cells), edge_weight(3, cells)
    real(wp), intent(in) :: before_inverse_kg(stride, cells), after_inverse_kg(cells), air_flux_kg(stride, cells + 1)
    real(wp), intent(out) :: half_slope(n), left(n), left_behind(n), right_behind(n), flux_behind_kg(n)
    real(wp), intent(inout) :: q(stride, cells)
    real(wp) :: a, b, c, d, e, flux_kg, next_flux_kg
    integer :: i, k, next, beyond

    left_behind = 0
    right_behind = 0
    flux_behind_kg = 0
    do i = 1, n
      a = q(i, 2) - q(i, 1)
      b = q(i, min(3, cells)) - q(i, 2)
      half_slope(i) = limited(slope_weight(1, 2) * a + slope_weight(2, 2) * b, a, b)
      left(i) = (edge_weight(1, 2) - 1) * a - edge_weight(3, 2) * half_slope(i)
    end do
    ! Beyond the last cell it goes on without a step: no slope follows, and no parabola. No step writes what another lane of it
    ! reads, so that the compiler's test for overlap, made at run time, lets the vector loop run.
    do k = 2, cells - 1, 2
      next = min(k + 2, cells)
      beyond = min(k + 3, cells)
      do i = 1, n
        a = q(i, k - 1)
        b = q(i, k)
        c = q(i, k + 1)
        d = q(i, next)
        e = q(i, beyond)
        call next_flux(slope_weight(:, k + 1), edge_weight(:, k + 1), before_inverse_kg(i, k - 1), before_inverse_kg(i, k), &
                       air_flux_kg(i, k), a, b, c, d, half_slope(i), left(i), left_behind(i), right_behind(i), flux_kg)
        call next_flux(slope_weight(:, next), edge_weight(:, next), before_inverse_kg(i, k), before_inverse_kg(i, k + 1), &
                       air_flux_kg(i, k + 1), b, c, d, e, half_slope(i), left(i), left_behind(i), right_behind(i), next_flux_kg)
        q(i, k - 1) = updated(a, after_inverse_kg(k - 1), air_flux_kg(i, k - 1), air_flux_kg(i, k), flux_behind_kg(i), flux_kg)
        q(i, k) = updated(b, after_inverse_kg(k), air_flux_kg(i, k), air_flux_kg(i, k + 1), flux_kg, next_flux_kg)
        flux_behind_kg(i) = next_flux_kg
      end do
    end do
    do k = cells + modulo(cells, 2), cells ! an even number leaves one cell
      do i = 1, n
        call next_flux(slope_weight(:, k), edge_weight(:, k), before_inverse_kg(i, k - 1), before_inverse_kg(i, k), &
                       air_flux_kg(i, k), q(i, k - 1), q(i, k), q(i, k), q(i, k), &
                       half_slope(i), left(i), left_behind(i), right_behind(i), flux_kg)
        q(i, k - 1) = updated(q(i, k - 1), after_inverse_kg(k - 1), air_flux_kg(i, k - 1), air_flux_kg(i, k), &
                              flux_behind_kg(i), flux_kg)
        flux_behind_kg(i) = flux_kg
      end do
    end do
    do i = 1, n
      q(i, cells) = updated(q(i, cells), after_inverse_kg(cells), air_flux_kg(i, cells), air_flux_kg(i, cells + 1), &
                            flux_behind_kg(i), 0.0_wp)
    end do
  end subroutine advance_across

  !> One cell further along a line, of which four are given: the slope of `ahead`, the face before it, the parabola of
  !> `here`, and the tracer mass that goes through the face between `behind` and `here`.
  !>
  !> The loops above vectorise because GCC inlines this. With a fourth call in one of the kernels version 12 no longer does.
  !> @param slope_weight of the steps behind and ahead of `ahead`, for half its slope
  !> @param edge_weight of the step and of the half slopes behind and ahead of its left face
  !> @param half_slope of here; on return of ahead
  !> @param left departure of here, not yet constrained; on return of ahead
  !> @param left_behind, right_behind departures of behind; on return of here
  pure subroutine next_flux(slope_weight, edge_weight, behind_inverse_kg, here_inverse_kg, air_flux_kg, &
                            behind, here, ahead, beyond, half_slope, left, left_behind, right_behind, tracer_flux_kg)
    real(wp), intent(in) :: slope_weight(2), edge_weight(3), behind_inverse_kg, here_inverse_kg, air_flux_kg
    real(wp), intent(in) :: behind, here, ahead, beyond
    real(wp), intent(inout) :: half_slope, left, left_behind, right_behind
    real(wp), intent(out) :: tracer_flux_kg
    real(wp) :: step, next_step, l, r, left_here, right_here

    step = ahead - here
    next_step = beyond - ahead
    r = edge_weight(1) * step + edge_weight(2) * half_slope
    half_slope = limited(slope_weight(1) * step + slope_weight(2) * next_step, step, next_step)
    r = r - edge_weight(3) * half_slope
    l = left
    left = r - step
    left_here = median_with_zero(l, -2 * r)
    right_here = median_with_zero(r, -2 * l)
    ! The upwind cell's part that goes through the face: of the two products the one that is not negative.
    tracer_flux_kg = air_flux_kg * upwind_mean(air_flux_kg, max(air_flux_kg * behind_inverse_kg, -air_flux_kg * here_inverse_kg), &
                                               behind, left_behind, right_behind, here, left_here, right_here)
    left_behind = left_here
    right_behind = right_here
  end subroutine next_flux

  !> As a change of the mixing ratio, so that a constant stays one with any rounding of the inverse masses.
  pure real(wp) function updated(q, after_inverse_kg, air_in_kg, air_out_kg, tracer_in_kg, tracer_out_kg)
    real(wp), intent(in) :: q, after_inverse_kg, air_in_kg, air_out_kg, tracer_in_kg, tracer_out_kg

    updated = q + after_inverse_kg * ((air_out_kg - air_in_kg) * q - (tracer_out_kg - tracer_in_kg))
  end function updated

  !> A half slope as limited in CW (1.8): at most either step, and zero at an extremum.
  pure real(wp) function limited(half_slope, behind, ahead)
    real(wp), intent(in) :: half_slope, behind, ahead

    limited = max(min(half_slope, max(min(behind, ahead), 0.0_wp)), min(max(behind, ahead), 0.0_wp))
  end function limited

  !> CW (1.10): flat where the mean is an extremum, otherwise no departure beyond twice the opposite one. Of two numbers the
  !> smaller one in size, zero if the signs differ.
  pure real(wp) function median_with_zero(x, y)
    real(wp), intent(in) :: x, y

    median_with_zero = max(min(x, y), min(max(x, y), 0.0_wp))
  end function median_with_zero

  !> Mean of the parabola over the given part of the upwind cell, `a` or `b`, next to the face between them (CW 1.12).
  pure real(wp) function upwind_mean(air_flux_kg, part, a, left_a, right_a, b, left_b, right_b)
    real(wp), intent(in) :: air_flux_kg, part, a, left_a, right_a, b, left_b, right_b
    integer(i8) :: from_b
    real(wp) :: near, far

    from_b = shifta(transfer(air_flux_kg, from_b), 63) ! all bits are the sign
    near = selected(from_b, left_b, right_a)
    far = selected(from_b, right_b, left_a)
    upwind_mean = selected(from_b, b, a) + (1 - part) * (near - part * (near + far))
  end function upwind_mean

  pure real(wp) function selected(mask, if_set, if_clear)
    integer(i8), intent(in) :: mask
    real(wp), intent(in) :: if_set, if_clear

    selected = transfer(merge_bits(transfer(if_set, mask), transfer(if_clear, mask), mask), if_set)
  end function selected
end module ppm
