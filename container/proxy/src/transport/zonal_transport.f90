!> Transport along latitude circles: the PPM flux of the flux-form semi-Lagrangian scheme, and the advective-form half
!> step that feeds the meridional flux. Lin and Rood (1996, Mon. Wea. Rev. 124, 2046-2070).
!>
!> Near the poles the cells are so narrow that air crosses several of them in a step. There the flux takes the whole
!> cells it sweeps and PPM applies to the remaining fraction (Lin and Rood's extension), with no limit on the Courant number.
module zonal_transport
  use kinds, only: wp
  use aligned_memory, only: reserve
  use cross_terms, only: upwind_half_steps, upwind_half_step
  use ppm, only: parabolas_along, fluxes_along
  implicit none
  private
  public :: zonal_fluxes, zonal_half_steps, close_circles, halo, zonal_work_type, reserve_zonal_work

  !> Cells repeated beyond either end of a circle. A flux needs three; four leave every circle at a cache line.
  integer, parameter :: halo = 4

  !> (n+2*halo, rows) each
  type :: zonal_work_type
    real(wp), pointer, contiguous, dimension(:, :) :: left_half, right_half, left, right
  end type zonal_work_type

contains

  !> @param rows most circles at a time
  subroutine reserve_zonal_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(zonal_work_type), intent(out) :: work

    call reserve([n + 2 * halo, rows], work%left_half)
    call reserve([n + 2 * halo, rows], work%right_half)
    call reserve([n + 2 * halo, rows], work%left)
    call reserve([n + 2 * halo, rows], work%right)
  end subroutine reserve_zonal_work

  !> Tracer mass through west faces.
  !> @param reach (rows) cells that the largest flux of the row draws on; up to 1 the plain PPM flux will do
  !> @param air_flux_kg, tracer_flux_kg (n+1, rows) the last repeats the first
  !> @param q (1-halo:n+halo, rows) closed circles
  subroutine zonal_fluxes(n, rows, reach, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n + 1, rows), q(1 - halo:n + halo, rows)
    type(zonal_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n + 1, rows)

    call fluxes_on_circles(n, rows, reach, inverse_cell_kg, air_flux_kg, q, work%left_half, work%right_half, work%left, &
                           work%right, tracer_flux_kg)
  end subroutine zonal_fluxes

  subroutine fluxes_on_circles(n, rows, reach, inverse_cell_kg, air_flux_kg, q, left_half, right_half, left, right, &
                               tracer_flux_kg)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n + 1, rows), q(1 - halo:n + halo, rows)
    real(wp), intent(inout), dimension(1 - halo:n + halo, rows) :: left_half, right_half, left, right
    real(wp), intent(out) :: tracer_flux_kg(n + 1, rows)
    integer :: j

    ! All circles as one long line: what is computed at the joints means nothing and is not used.
    call parabolas_along(size(q) - 4, q, left_half(2 - halo, 1), right_half(2 - halo, 1), left(3 - halo, 1), right(3 - halo, 1))
    do j = 1, rows
      call fluxes_along(n, inverse_cell_kg(j), air_flux_kg(1, j), q(0, j), left(0, j), right(0, j), tracer_flux_kg(1, j))
      if (reach(j) > 1) then
        call long_reach_fluxes(n, air_flux_kg(1, j), inverse_cell_kg(j), q(1, j), left(1, j), right(1, j), tracer_flux_kg(1, j))
      end if
      tracer_flux_kg(n + 1, j) = tracer_flux_kg(1, j)
    end do
  end subroutine fluxes_on_circles

  !> Through the faces that sweep more than one cell: air flux times the mean over all that is swept, whole cells plus a
  !> fraction of the next. The mean of a constant is that constant to the last bit, because the two parts of the Courant
  !> number add up exactly.
  pure subroutine long_reach_fluxes(n, air_flux_kg, inverse_cell_kg, q, left, right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: air_flux_kg(n), inverse_cell_kg, q(n), left(n), right(n)
    real(wp), intent(inout) :: tracer_flux_kg(n)
    real(wp) :: courant, swept, part, near, far
    integer :: i, cell, direction, whole, s

    do i = 1, n
      courant = air_flux_kg(i) * inverse_cell_kg
      if (abs(courant) <= 1) cycle
      direction = merge(1, -1, courant > 0)
      whole = int(abs(courant))
      part = abs(courant) - whole
      cell = merge(i - 1, i, direction > 0)
      swept = 0
      do s = 1, whole
        swept = swept + q(wrapped(cell, n))
        cell = cell - direction
      end do
      cell = wrapped(cell, n)
      near = merge(right(cell), left(cell), direction > 0)
      far = merge(left(cell), right(cell), direction > 0)
      swept = swept + part * (q(cell) + (1 - part) * (near - part * (near + far)))
      tracer_flux_kg(i) = air_flux_kg(i) * (swept / abs(courant))
    end do
  end subroutine long_reach_fluxes

  !> q plus half the advective tendency of a whole step, the cross term.
  subroutine zonal_half_steps(n, rows, reach, inverse_cell_kg, air_flux_kg, q, advanced)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n + 1, rows), q(n, rows)
    real(wp), intent(out) :: advanced(n, rows)
    integer :: j

    do j = 1, rows
      call upwind_half_steps(n - 2, inverse_cell_kg(j), air_flux_kg(2, j), air_flux_kg(3, j), q(1, j), q(2, j), q(3, j), &
                             advanced(2, j))
      advanced(1, j) = upwind_half_step(inverse_cell_kg(j), air_flux_kg(1, j), air_flux_kg(2, j), q(n, j), q(1, j), q(2, j))
      advanced(n, j) = upwind_half_step(inverse_cell_kg(j), air_flux_kg(n, j), air_flux_kg(n + 1, j), &
                                        q(n - 1, j), q(n, j), q(1, j))
      if (reach(j) > 1) call long_reach_half_steps(n, inverse_cell_kg(j), air_flux_kg(1, j), q(1, j), advanced(1, j))
    end do
  end subroutine zonal_half_steps

  !> Where air crosses more than one cell: semi-Lagrangian with linear interpolation. Below that upwinding is the same.
  pure subroutine long_reach_half_steps(n, inverse_cell_kg, air_flux_kg, q, advanced)
    integer, intent(in) :: n
    real(wp), intent(in) :: inverse_cell_kg, air_flux_kg(n + 1), q(n)
    real(wp), intent(inout) :: advanced(n)
    real(wp) :: shift, west, east
    integer :: i, cell

    do i = 1, n
      shift = 0.5_wp * inverse_cell_kg * (air_flux_kg(i) + air_flux_kg(i + 1))
      if (abs(shift) <= 1) cycle
      cell = i - ceiling(shift) ! the departure point lies between this cell and its eastern neighbour
      west = q(wrapped(cell, n))
      east = q(wrapped(cell + 1, n))
      advanced(i) = 0.5_wp * (q(i) + (west + (ceiling(shift) - shift) * (east - west)))
    end do
  end subroutine long_reach_half_steps

  !> Repeat each end of a circle beyond the other.
  pure subroutine close_circles(n, rows, q)
    integer, intent(in) :: n, rows
    real(wp), intent(inout) :: q(1 - halo:n + halo, rows)
    real(wp) :: first(halo), last(halo)
    integer :: i, j

    do j = 1, rows
      do i = 1, halo
        first(i) = q(i, j)
        last(i) = q(n - halo + i, j)
      end do
      do i = 1, halo
        q(i - halo, j) = last(i)
        q(n + i, j) = first(i)
      end do
    end do
  end subroutine close_circles

  pure integer function wrapped(cell, n)
    integer, intent(in) :: cell, n

    wrapped = cell
    if (cell < 1 .or. cell > n) wrapped = modulo(cell - 1, n) + 1
  end function wrapped
end module zonal_transport
