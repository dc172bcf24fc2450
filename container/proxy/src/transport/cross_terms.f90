!> The advective-form half step behind the cross terms of Lin and Rood (1996): q plus half of what advection alone would
!> change in a whole step, first-order upwind. An inner operator of low order is enough, because its error is multiplied by
!> that of the other direction. It serves both horizontal directions: the neighbours are arguments.
module cross_terms
  use kinds, only: wp
  implicit none
  private
  public :: upwind_half_steps, upwind_half_step

contains

  !> Of `n` cells side by side.
  pure subroutine upwind_half_steps(n, inverse_cell_kg, left_flux_kg, right_flux_kg, left, here, right, advanced)
    integer, intent(in) :: n
    real(wp), intent(in) :: inverse_cell_kg, left_flux_kg(n), right_flux_kg(n), left(n), here(n), right(n)
    real(wp), intent(out) :: advanced(n)
    integer :: i

    do i = 1, n
      advanced(i) = upwind_half_step(inverse_cell_kg, left_flux_kg(i), right_flux_kg(i), left(i), here(i), right(i))
    end do
  end subroutine upwind_half_steps

  !> The Courant number at the cell is the mean of those at its two faces. The result is a weighted mean of two values,
  !> so it makes no new extrema, and a constant comes out unchanged.
  pure real(wp) function upwind_half_step(inverse_cell_kg, left_flux_kg, right_flux_kg, left, here, right)
    real(wp), intent(in) :: inverse_cell_kg, left_flux_kg, right_flux_kg, left, here, right
    real(wp) :: quarter_courant

    quarter_courant = 0.125_wp * inverse_cell_kg * (left_flux_kg + right_flux_kg)
    ! Upwind as centred difference plus diffusion: no choice to make, so loops vectorise.
    upwind_half_step = here - (quarter_courant * (right - left) - abs(quarter_courant) * ((right - here) - (here - left)))
  end function upwind_half_step
end module cross_terms
