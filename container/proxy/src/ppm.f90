!> Piecewise parabolic method with monotonicity constraint: Colella and Woodward (1984, J. Comput. Phys. 54, 174-201),
!> "CW" below.
!>
!> Every routine works on `n` independent cells or faces at once and gets the neighbours as separate arguments, so that
!> the same code serves all three directions with a contiguous inner loop: along a latitude circle the arguments are the
!> same row shifted by one, along a meridian they are adjacent rows, in the vertical adjacent levels.
!>
!> A parabola is kept as the departures of its edge values from the cell mean, `left` and `right`: half the arithmetic of
!> CW's (a_L, a_R, a_6), and a constant field gives exact zeros.
!>
!> Choices are made of minima, maxima, signs and bit masks. These are single instructions, also in vectors, while MERGE
!> would stay a branch, because its comparison might raise a floating-point exception.
module ppm
  use kinds, only: wp, i8
  implicit none
  private
  public :: monotone_slope, monotone_parabola, swept_flux, swept_flux_uneven, uniform_slope, uniform_edge

  !> Weights on uniform cells: of the steps to the left and right; of the step and of the slopes left and right of a face.
  real(wp), parameter :: uniform_slope(2) = [1 / 2.0_wp, 1 / 2.0_wp]
  real(wp), parameter :: uniform_edge(3) = [1 / 2.0_wp, 1 / 6.0_wp, 1 / 6.0_wp]

contains

  !> Mean slope across a cell `b` between `a` and `c`, limited as in CW (1.7, 1.8): at most twice either step, and
  !> zero at an extremum.
  pure subroutine monotone_slope(n, weight, a, b, c, slope)
    integer, intent(in) :: n
    real(wp), intent(in) :: weight(2), a(n), b(n), c(n)
    real(wp), intent(out) :: slope(n)
    real(wp) :: left, right, upper, lower
    integer :: i

    do i = 1, n
      left = b(i) - a(i)
      right = c(i) - b(i)
      upper = max(2 * min(left, right), 0.0_wp)
      lower = min(2 * max(left, right), 0.0_wp)
      slope(i) = max(min(weight(1) * left + weight(2) * right, upper), lower)
    end do
  end subroutine monotone_slope

  !> Parabola of a cell `b`: values at its faces (CW 1.6), of which the left has the weights `left_weight`, made monotone
  !> (CW 1.10): flat where the mean is an extremum, otherwise no departure beyond twice the opposite one.
  pure subroutine monotone_parabola(n, left_weight, right_weight, a, b, c, slope_a, slope_b, slope_c, left, right)
    integer, intent(in) :: n
    real(wp), intent(in) :: left_weight(3), right_weight(3), a(n), b(n), c(n), slope_a(n), slope_b(n), slope_c(n)
    real(wp), intent(out) :: left(n), right(n)
    real(wp) :: l, r
    integer :: i

    do i = 1, n
      l = (left_weight(1) - 1) * (b(i) - a(i)) + (left_weight(2) * slope_a(i) - left_weight(3) * slope_b(i))
      r = right_weight(1) * (c(i) - b(i)) + (right_weight(2) * slope_b(i) - right_weight(3) * slope_c(i))
      left(i) = median_with_zero(l, -2 * r)
      right(i) = median_with_zero(r, -2 * l)
    end do
  end subroutine monotone_parabola

  !> Smallest departure of one sign, zero if the signs differ.
  pure real(wp) function median_with_zero(x, y)
    real(wp), intent(in) :: x, y

    median_with_zero = max(min(x, y), min(max(x, y), 0.0_wp))
  end function median_with_zero

  !> Tracer mass through each face between cells of which `left_inverse_kg` and `right_inverse_kg` are the inverse masses:
  !> the air flux times the mean of what it sweeps out of the upwind cell, at most the whole cell.
  pure subroutine swept_flux(n, flux_kg, left_inverse_kg, right_inverse_kg, left_mean, left_cell_left, left_cell_right, &
                             right_mean, right_cell_left, right_cell_right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: flux_kg(n), left_inverse_kg, right_inverse_kg
    real(wp), intent(in) :: left_mean(n), left_cell_left(n), left_cell_right(n)
    real(wp), intent(in) :: right_mean(n), right_cell_left(n), right_cell_right(n)
    real(wp), intent(out) :: tracer_flux_kg(n)
    integer(i8) :: right
    real(wp) :: mean_kg, half_difference_kg
    integer :: i

    mean_kg = 0.5_wp * (left_inverse_kg + right_inverse_kg)
    half_difference_kg = 0.5_wp * (left_inverse_kg - right_inverse_kg)
    do i = 1, n
      right = sign_mask(flux_kg(i))
      tracer_flux_kg(i) = flux_kg(i) * swept_mean(abs(flux_kg(i)) * mean_kg + flux_kg(i) * half_difference_kg, &
                                                  selected(right, right_mean(i), left_mean(i)), &
                                                  selected(right, right_cell_left(i), left_cell_right(i)), &
                                                  selected(right, right_cell_right(i), left_cell_left(i)))
    end do
  end subroutine swept_flux

  !> The same where every cell has a mass of its own.
  pure subroutine swept_flux_uneven(n, flux_kg, left_inverse_kg, right_inverse_kg, left_mean, left_cell_left, left_cell_right, &
                                    right_mean, right_cell_left, right_cell_right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: flux_kg(n), left_inverse_kg(n), right_inverse_kg(n)
    real(wp), intent(in) :: left_mean(n), left_cell_left(n), left_cell_right(n)
    real(wp), intent(in) :: right_mean(n), right_cell_left(n), right_cell_right(n)
    real(wp), intent(out) :: tracer_flux_kg(n)
    integer(i8) :: right
    integer :: i

    do i = 1, n
      right = sign_mask(flux_kg(i))
      tracer_flux_kg(i) = flux_kg(i) * swept_mean(abs(flux_kg(i)) * selected(right, right_inverse_kg(i), left_inverse_kg(i)), &
                                                  selected(right, right_mean(i), left_mean(i)), &
                                                  selected(right, right_cell_left(i), left_cell_right(i)), &
                                                  selected(right, right_cell_right(i), left_cell_left(i)))
    end do
  end subroutine swept_flux_uneven

  !> Mean of the parabola over the given part of its cell, next to the face at which its departure is `near` (CW 1.12).
  pure real(wp) function swept_mean(part, mean, near, far)
    real(wp), intent(in) :: part, mean, near, far

    swept_mean = mean + (1 - part) * (near - part * (near + far))
  end function swept_mean

  !> All bits set where the value is negative: the flux comes from the right.
  pure integer(i8) function sign_mask(value)
    real(wp), intent(in) :: value

    sign_mask = shifta(transfer(value, sign_mask), 63)
  end function sign_mask

  pure real(wp) function selected(mask, if_set, if_clear)
    integer(i8), intent(in) :: mask
    real(wp), intent(in) :: if_set, if_clear

    selected = transfer(merge_bits(transfer(if_set, mask), transfer(if_clear, mask), mask), if_set)
  end function selected
end module ppm
