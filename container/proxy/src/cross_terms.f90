!> The advective-form half step behind the cross terms of Lin and Rood (1996): q plus half of what advection alone would
!> change in a whole step, first-order upwind. An inner operator of low order is enough, because its error is multiplied by
!> that of the other direction. It serves both horizontal directions: the neighbours are arguments.
module cross_terms
  use kinds, only: wp
  implicit none
  private
  public :: upwind_half_step

contains

  !> The Courant number at the cell is the mean of those at its two faces. The result is a weighted mean of two values,
  !> so it makes no new extrema, and a constant comes out unchanged.
  pure subroutine upwind_half_step(n, inverse_cell_kg, left_flux_kg, right_flux_kg, left, here, right, advanced)
    integer, intent(in) :: n
    real(wp), intent(in) :: inverse_cell_kg, left_flux_kg(n), right_flux_kg(n), left(n), here(n), right(n)
    real(wp), intent(out) :: advanced(n)
    real(wp) :: quarter_courant, eighth, left_step, right_step
    integer :: i

    eighth = 0.125_wp * inverse_cell_kg
    do i = 1, n
      quarter_courant = eighth * (left_flux_kg(i) + right_flux_kg(i))
      left_step = here(i) - left(i)
      right_step = right(i) - here(i)
      ! Upwind as centred difference plus diffusion: no choice to make, so the loop vectorises.
      advanced(i) = here(i) - (quarter_courant * (right_step + left_step) - abs(quarter_courant) * (right_step - left_step))
    end do
  end subroutine upwind_half_step
end module cross_terms
