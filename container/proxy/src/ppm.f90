!> Piecewise parabolic method with monotonicity constraint: Colella and Woodward (1984, J. Comput. Phys. 54, 174-201),
!> "CW" below.
!>
!> Every routine works on `n` independent cells or faces at once and gets the neighbours as separate arguments, so that
!> the same code serves all three directions with a contiguous inner loop: along a latitude circle the arguments are the
!> same row shifted by one, along a meridian they are adjacent rows, in the vertical adjacent levels.
!>
!> A parabola is kept as the departures of its edge values from the cell mean, `left` and `right`: half the arithmetic of
!> CW's (a_L, a_R, a_6), and a constant field gives exact zeros.
module ppm
  use kinds, only: wp, i8
  implicit none
  private
  public :: monotone_slope, edge_departures, limit_parabola, swept_flux

contains

  !> Mean slope across a cell, limited as in CW (1.7, 1.8). `left_step` is this cell minus its left neighbour,
  !> `right_step` the right neighbour minus this cell. Uniform spacing has both weights 1/2.
  pure subroutine monotone_slope(n, left_weight, right_weight, left_step, right_step, slope)
    integer, intent(in) :: n
    real(wp), intent(in) :: left_weight, right_weight, left_step(n), right_step(n)
    real(wp), intent(out) :: slope(n)
    real(wp) :: half_slope, left_half, right_half
    integer :: i

    left_half = left_weight / 2
    right_half = right_weight / 2
    do i = 1, n
      half_slope = min(abs(left_half * left_step(i) + right_half * right_step(i)), abs(left_step(i)), abs(right_step(i)))
      slope(i) = sign(half_slope, left_step(i)) + sign(half_slope, right_step(i)) ! zero at an extremum
    end do
  end subroutine monotone_slope

  !> Value at the face between two cells (CW 1.6), as departure from the cell on either side: `right_of_left` belongs to
  !> the left cell, `left_of_right` to the right one. Uniform spacing has the weights 1/2, 1/6, 1/6.
  pure subroutine edge_departures(n, weight, step, left_slope, right_slope, right_of_left, left_of_right)
    integer, intent(in) :: n
    real(wp), intent(in) :: weight(3), step(n), left_slope(n), right_slope(n)
    real(wp), intent(out) :: right_of_left(n), left_of_right(n)
    integer :: i

    do i = 1, n
      right_of_left(i) = weight(1) * step(i) + weight(2) * left_slope(i) - weight(3) * right_slope(i)
      left_of_right(i) = right_of_left(i) - step(i)
    end do
  end subroutine edge_departures

  !> Make the parabola monotone (CW 1.10): flat where the mean is an extremum, otherwise no departure beyond twice the
  !> opposite one.
  pure subroutine limit_parabola(n, left, right)
    integer, intent(in) :: n
    real(wp), intent(inout) :: left(n), right(n)
    real(wp) :: left_half, right_half
    integer :: i

    do i = 1, n
      left_half = min(0.5_wp * abs(left(i)), abs(right(i)))
      right_half = min(0.5_wp * abs(right(i)), abs(left(i)))
      left_half = sign(left_half, left(i)) - sign(left_half, right(i)) ! zero at an extremum
      right(i) = sign(right_half, right(i)) - sign(right_half, left(i))
      left(i) = left_half
    end do
  end subroutine limit_parabola

  !> Tracer mass through each face: the air flux times the mean of the upwind parabola over the part of the cell that is
  !> swept out (CW 1.12). `courant` is that part, signed like the flux; its magnitude is at most one.
  pure subroutine swept_flux(n, flux, courant, left_mean, left_cell_left, left_cell_right, &
                             right_mean, right_cell_left, right_cell_right, tracer_flux)
    integer, intent(in) :: n
    real(wp), intent(in) :: flux(n), courant(n)
    real(wp), intent(in) :: left_mean(n), left_cell_left(n), left_cell_right(n)
    real(wp), intent(in) :: right_mean(n), right_cell_left(n), right_cell_right(n)
    real(wp), intent(out) :: tracer_flux(n)
    real(wp) :: part, mean, near, far
    integer(i8) :: from_right
    integer :: i

    do i = 1, n
      part = abs(courant(i))
      from_right = shifta(transfer(courant(i), from_right), 63) ! all bits set where the flux comes from the right
      mean = selected(from_right, right_mean(i), left_mean(i))
      near = selected(from_right, right_cell_left(i), left_cell_right(i))
      far = selected(from_right, right_cell_right(i), left_cell_left(i))
      tracer_flux(i) = flux(i) * (mean + (1 - part) * (near - part * (near + far)))
    end do
  end subroutine swept_flux

  !> MERGE by a bit mask. With MERGE itself the compiler keeps a branch in the loop and does not vectorise it, because a
  !> comparison might raise a floating-point exception.
  pure real(wp) function selected(mask, if_set, if_clear)
    integer(i8), intent(in) :: mask
    real(wp), intent(in) :: if_set, if_clear

    selected = transfer(merge_bits(transfer(if_set, mask), transfer(if_clear, mask), mask), if_set)
  end function selected
end module ppm
