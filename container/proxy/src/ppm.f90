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
  !> @param half_slope, left work: of the cell ahead, `left` not yet constrained
  !> @param left_behind, right_behind work: of the cell behind
  pure subroutine fluxes_across(n, cells, inverse_kg, air_flux_kg, q, half_slope, left, left_behind, right_behind, tracer_flux_kg)
    integer, intent(in) :: n, cells
    real(wp), intent(in) :: inverse_kg(cells), air_flux_kg(n, cells), q(n, 0:cells + 1)
    real(wp), intent(out) :: half_slope(n), left(n), left_behind(n), right_behind(n), tracer_flux_kg(n, cells)
    real(wp) :: step, l, r, left_here, right_here
    integer :: i, j, last

    do i = 1, n
      half_slope(i) = limited(0.25_wp * (q(i, 2) - q(i, 0)), q(i, 1) - q(i, 0), q(i, 2) - q(i, 1))
    end do
    left = 0
    left_behind = 0
    right_behind = 0
    do j = 1, cells - 1
      last = max(j - 1, 1)
      do i = 1, n
        step = q(i, j + 1) - q(i, j)
        r = 0.5_wp * step + third * half_slope(i)
        half_slope(i) = limited(0.25_wp * (q(i, j + 2) - q(i, j)), step, q(i, j + 2) - q(i, j + 1))
        r = r - third * half_slope(i)
        l = left(i)
        left(i) = r - step
        left_here = median_with_zero(l, -2 * r)
        right_here = median_with_zero(r, -2 * l)
        tracer_flux_kg(i, j) = air_flux_kg(i, j) &
          * upwind_mean(air_flux_kg(i, j), swept(air_flux_kg(i, j), inverse_kg(last), inverse_kg(j)), &
                        q(i, j - 1), left_behind(i), right_behind(i), q(i, j), left_here, right_here)
        left_behind(i) = left_here
        right_behind(i) = right_here
      end do
    end do
    do i = 1, n
      tracer_flux_kg(i, cells) = air_flux_kg(i, cells) &
        * upwind_mean(air_flux_kg(i, cells), swept(air_flux_kg(i, cells), inverse_kg(cells - 1), inverse_kg(cells)), &
                      q(i, cells - 1), left_behind(i), right_behind(i), q(i, cells), 0.0_wp, 0.0_wp)
    end do
  end subroutine fluxes_across

  !> Advances uneven cells in place along `n` lines, in flux form. The end cells have neither slope nor parabola.
  !>
  !> The update is a change of the mixing ratio, so that a constant stays one with any rounding of the inverse masses.
  !> @param stride numbers from one cell of a line to the next
  !> @param slope_weight (2, cells) of the steps behind and ahead of a cell, for half its slope
  !> @param edge_weight (3, cells) of the step and of the half slopes behind and ahead of the left face of a cell
  !> @param before_inverse_kg (stride, cells) of the air masses before this step
  !> @param after_inverse_kg (cells) after it
  !> @param air_flux_kg (stride, cells+1) through left faces; nothing goes through the first and last
  !> @param half_slope, left work: of the cell ahead, `left` not yet constrained
  !> @param left_behind, right_behind, flux_behind_kg work: of the cell behind
  pure subroutine advance_across(n, stride, cells, slope_weight, edge_weight, before_inverse_kg, after_inverse_kg, air_flux_kg, &
                                 half_slope, left, left_behind, right_behind, flux_behind_kg, q)
    integer, intent(in) :: n, stride, cells
    real(wp), intent(in) :: slope_weight(2, cells), edge_weight(3, cells)
    real(wp), intent(in) :: before_inverse_kg(stride, cells), after_inverse_kg(cells), air_flux_kg(stride, cells + 1)
    real(wp), intent(out) :: half_slope(n), left(n), left_behind(n), right_behind(n), flux_behind_kg(n)
    real(wp), intent(inout) :: q(stride, cells)
    real(wp) :: step, step_ahead, l, r, left_here, right_here, flux_kg
    integer :: i, k, last, next, beyond

    half_slope = 0
    left = 0
    left_behind = 0
    right_behind = 0
    flux_behind_kg = 0
    do k = 1, cells
      last = max(k - 1, 1) ! at k = 1 all fluxes are zero, and its update changes nothing
      next = min(k + 1, cells)
      beyond = min(k + 2, cells)
      do i = 1, n
        step = q(i, next) - q(i, k)
        r = edge_weight(1, next) * step + edge_weight(2, next) * half_slope(i)
        step_ahead = q(i, beyond) - q(i, next)
        half_slope(i) = limited(slope_weight(1, next) * step + slope_weight(2, next) * step_ahead, step, step_ahead)
        r = r - edge_weight(3, next) * half_slope(i)
        l = left(i)
        left(i) = r - step
        left_here = median_with_zero(l, -2 * r)
        right_here = median_with_zero(r, -2 * l)
        flux_kg = air_flux_kg(i, k) &
          * upwind_mean(air_flux_kg(i, k), swept(air_flux_kg(i, k), before_inverse_kg(i, last), before_inverse_kg(i, k)), &
                        q(i, last), left_behind(i), right_behind(i), q(i, k), left_here, right_here)
        q(i, last) = q(i, last) + after_inverse_kg(last) &
          * ((air_flux_kg(i, k) - air_flux_kg(i, last)) * q(i, last) - (flux_kg - flux_behind_kg(i)))
        left_behind(i) = left_here
        right_behind(i) = right_here
        flux_behind_kg(i) = flux_kg
      end do
    end do
    do i = 1, n
      q(i, cells) = q(i, cells) + after_inverse_kg(cells) &
        * ((air_flux_kg(i, cells + 1) - air_flux_kg(i, cells)) * q(i, cells) + flux_behind_kg(i))
    end do
  end subroutine advance_across

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

  !> Part of the upwind cell, `a` or `b`, that goes through the face between them: of the two products the one that is not
  !> negative.
  pure real(wp) function swept(air_flux_kg, a_inverse_kg, b_inverse_kg)
    real(wp), intent(in) :: air_flux_kg, a_inverse_kg, b_inverse_kg

    swept = max(air_flux_kg * a_inverse_kg, -air_flux_kg * b_inverse_kg)
  end function swept

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
