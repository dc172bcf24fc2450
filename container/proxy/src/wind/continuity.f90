!> Conservation of air: what flows into a cell flows out.
module continuity
  use kinds, only: wp
  use latlon_grid, only: grid_type
  use mass_flux, only: flux_type
  implicit none
  private
  public :: continuity_residual_kg

contains

  !> Largest change of any cell's air mass in a step: zero, not merely small.
  pure real(wp) function continuity_residual_kg(grid, flux)
    type(grid_type), intent(in) :: grid
    type(flux_type), intent(in) :: flux
    real(wp) :: gain_kg(grid%nlon)
    integer :: n, j, k

    n = grid%nlon
    continuity_residual_kg = 0
    do k = 1, size(flux%zonal_kg, 3)
      do j = 1, grid%nlat
        gain_kg = flux%meridional_kg(:, j, k) - flux%meridional_kg(:, j + 1, k) &
          + flux%zonal_kg(:n, j, k) - flux%zonal_kg(2:, j, k)
        if (grid%cells_in_row(j) == 1) gain_kg = sum(gain_kg)
        gain_kg = gain_kg + flux%vertical_kg(:, j, k) - flux%vertical_kg(:, j, k + 1)
        continuity_residual_kg = max(continuity_residual_kg, maxval(abs(gain_kg)))
      end do
    end do
  end function continuity_residual_kg
end module continuity
