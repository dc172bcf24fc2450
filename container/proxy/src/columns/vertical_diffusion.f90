!> Implicit vertical diffusion (backward Euler) of the columns of a row, a tridiagonal system per column.
!>
!> Solved for the change, not for the new value: equal neighbours then give a change of exactly zero, so a constant stays
!> one, and round-off is relative to the change (times exchange over mass: about ten at most in a model). The matrix does not depend on the tracer and is factorised once for all.
!> It is an M-matrix, so no new extrema arise at any length of the step.
module vertical_diffusion
  use kinds, only: wp
  implicit none
  private
  public :: factorise_diffusion, diffuse_row, diffusion_flops

  !> Of one cell: differences 1, forward sweep 6, backward sweep 2, update 1.
  integer, parameter :: diffusion_flops = 10

contains

  !> Longitudes innermost throughout: neighbouring columns are the lanes of a vector.
  !> @param mass_kg (nlev) air mass of a cell
  !> @param exchange_kg (n, nlev+1) air mass exchanged through the lower face of a layer in the step; 0 at both ends
  !> @param inverse_pivot, carry (n, nlev) for diffuse_row
  pure subroutine factorise_diffusion(n, nlev, mass_kg, exchange_kg, inverse_pivot, carry)
    integer, intent(in) :: n, nlev
    real(wp), intent(in) :: mass_kg(nlev), exchange_kg(n, nlev + 1)
    real(wp), intent(out) :: inverse_pivot(n, nlev), carry(n, nlev)
    real(wp) :: collected_kg(n)
    integer :: i, k

    ! Sums of positive terms only: the pivot without its exchange upwards is the mass collected so far.
    do k = 1, nlev
      if (k == 1) then
        collected_kg = mass_kg(1)
      else
        collected_kg = mass_kg(k) + exchange_kg(:, k) * (collected_kg * inverse_pivot(:, k - 1))
      end if
      do i = 1, n
        inverse_pivot(i, k) = 1 / (collected_kg(i) + exchange_kg(i, k + 1))
        carry(i, k) = exchange_kg(i, k + 1) * inverse_pivot(i, k)
      end do
    end do
  end subroutine factorise_diffusion

  !> Mix the columns of row `j` in place.
  !> @param change (n, 0:nlev) scratch
  pure subroutine diffuse_row(n, rows, nlev, j, exchange_kg, inverse_pivot, carry, change, q)
    integer, intent(in) :: n, rows, nlev, j
    real(wp), intent(in) :: exchange_kg(n, nlev + 1), inverse_pivot(n, nlev), carry(n, nlev)
    real(wp), intent(inout) :: change(n, 0:nlev), q(n, rows, nlev)
    integer :: i, k, below, above

    change(:, 0) = 0
    do k = 1, nlev
      below = max(k - 1, 1) ! nothing crosses the ground and the top: their exchange is zero
      above = min(k + 1, nlev)
      do i = 1, n
        change(i, k) = (exchange_kg(i, k + 1) * (q(i, j, above) - q(i, j, k)) &
                        - exchange_kg(i, k) * ((q(i, j, k) - q(i, j, below)) - change(i, k - 1))) * inverse_pivot(i, k)
      end do
    end do
    do k = nlev - 1, 1, -1
      do i = 1, n
        change(i, k) = change(i, k) + carry(i, k) * change(i, k + 1)
      end do
    end do
    do k = 1, nlev
      do i = 1, n
        q(i, j, k) = q(i, j, k) + change(i, k)
      end do
    end do
  end subroutine diffuse_row
end module vertical_diffusion
