!> Transport along a latitude circle: the PPM flux of the flux-form semi-Lagrangian scheme, and the advective-form half
!> step that feeds the meridional flux. Lin and Rood (1996, Mon. Wea. Rev. 124, 2046-2070).
!>
!> Near the poles the cells are so narrow that air crosses several of them in a step. There the flux takes the whole
!> cells it sweeps and PPM applies to the remaining fraction (Lin and Rood's extension), with no limit on the Courant number.
module zonal_transport
  use kinds, only: wp
  use cross_terms, only: upwind_half_step
  use ppm, only: monotone_slope, monotone_parabola, swept_flux, uniform_slope, uniform_edge
  implicit none
  private
  public :: zonal_flux, zonal_half_step, close_circles, zonal_work_type, allocate_zonal_work

  !> Latitude circles with one cell beyond either end, stored without gaps so that all of them are one long loop.
  type :: zonal_work_type
    real(wp), allocatable :: slope(:, :), left(:, :), right(:, :)
  end type zonal_work_type

contains

  subroutine allocate_zonal_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(zonal_work_type), intent(out) :: work

    allocate (work%slope(0:n + 1, rows), work%left(0:n + 1, rows), work%right(0:n + 1, rows), source=0.0_wp)
  end subroutine allocate_zonal_work

  !> @param reach (rows) cells that the largest flux of the row draws on; 1 selects the plain PPM flux
  !> @param air_flux_kg (n+1, rows) through west faces; the last repeats the first
  !> @param q (0:n+1, rows) on closed circles
  !> @param tracer_flux_kg (n+1, rows) likewise
  subroutine zonal_flux(n, rows, reach, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n + 1, rows), q(0:n + 1, rows)
    type(zonal_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n + 1, rows)
    integer :: j, all_inner

    all_inner = (n + 2) * rows - 2 ! what is computed at the joints between rows means nothing and is replaced
    call monotone_slope(all_inner, uniform_slope, q, q(1, 1), q(2, 1), work%slope(1, 1))
    call close_circles(n, rows, work%slope)
    call monotone_parabola(all_inner, uniform_edge, uniform_edge, q, q(1, 1), q(2, 1), &
                           work%slope, work%slope(1, 1), work%slope(2, 1), work%left(1, 1), work%right(1, 1))
    call close_circles(n, rows, work%left)
    call close_circles(n, rows, work%right)
    do j = 1, rows
      if (reach(j) <= 1) then
        call swept_flux(n, air_flux_kg(:, j), inverse_cell_kg(j), inverse_cell_kg(j), &
                        q(0, j), work%left(0, j), work%right(0, j), q(1, j), work%left(1, j), work%right(1, j), &
                        tracer_flux_kg(:, j))
      else
        call long_reach_flux(n, air_flux_kg(:, j), inverse_cell_kg(j), q(1, j), work%left(1, j), work%right(1, j), &
                             tracer_flux_kg(:, j))
      end if
      tracer_flux_kg(n + 1, j) = tracer_flux_kg(1, j)
    end do
  end subroutine zonal_flux

  !> Air flux times the mean over everything swept: whole cells plus a fraction of the next. The mean of a constant is
  !> that constant to the last bit, because the two parts of the Courant number add up exactly.
  pure subroutine long_reach_flux(n, air_flux_kg, inverse_cell_kg, q, left, right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: air_flux_kg(n), inverse_cell_kg, q(n), left(n), right(n)
    real(wp), intent(out) :: tracer_flux_kg(n)
    real(wp) :: courant, swept, part, near, far
    integer :: i, cell, direction, whole, s

    do i = 1, n
      tracer_flux_kg(i) = 0
      courant = air_flux_kg(i) * inverse_cell_kg
      if (.not. abs(courant) > 0) cycle
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
  end subroutine long_reach_flux

  !> q plus half the advective tendency of a whole step, the cross term; semi-Lagrangian with linear interpolation
  !> where the row is crossed in more than one cell per step.
  !> @param q (0:n+1) a closed circle
  subroutine zonal_half_step(n, reach, inverse_cell_kg, air_flux_kg, q, advanced)
    integer, intent(in) :: n, reach
    real(wp), intent(in) :: inverse_cell_kg, air_flux_kg(n + 1), q(0:n + 1)
    real(wp), intent(out) :: advanced(n)
    real(wp) :: shift, west, east
    integer :: i, cell

    if (reach <= 1) then
      call upwind_half_step(n, inverse_cell_kg, air_flux_kg(1), air_flux_kg(2), q(0), q(1), q(2), advanced)
    else
      do i = 1, n
        shift = 0.5_wp * inverse_cell_kg * (air_flux_kg(i) + air_flux_kg(i + 1))
        cell = i - ceiling(shift) ! the departure point lies between this cell and its eastern neighbour
        west = q(wrapped(cell, n))
        east = q(wrapped(cell + 1, n))
        advanced(i) = 0.5_wp * (q(i) + (west + (ceiling(shift) - shift) * (east - west)))
      end do
    end if
  end subroutine zonal_half_step

  !> Repeat each end of a row beyond the other.
  pure subroutine close_circles(n, rows, q)
    integer, intent(in) :: n, rows
    real(wp), intent(inout) :: q(0:n + 1, rows)

    q(0, :) = q(n, :)
    q(n + 1, :) = q(1, :)
  end subroutine close_circles

  pure integer function wrapped(cell, n)
    integer, intent(in) :: cell, n

    wrapped = modulo(cell - 1, n) + 1
  end function wrapped
end module zonal_transport
