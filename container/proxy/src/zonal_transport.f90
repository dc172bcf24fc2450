!> Transport along a latitude circle: the PPM flux of the flux-form semi-Lagrangian scheme, and the advective-form half
!> step that feeds the meridional flux. Lin and Rood (1996, Mon. Wea. Rev. 124, 2046-2070).
!>
!> Near the poles the cells are so narrow that air crosses several of them in a step. There the flux takes the whole
!> cells it sweeps and PPM applies to the remaining fraction (Lin and Rood's extension), with no limit on the Courant number.
module zonal_transport
  use kinds, only: wp
  use cross_terms, only: upwind_half_step
  use ppm, only: monotone_slope, edge_departures, limit_parabola, swept_flux
  implicit none
  private
  public :: zonal_flux, zonal_half_step, zonal_work_type, allocate_zonal_work

  !> One latitude circle with the cells beyond its two ends.
  type :: zonal_work_type
    real(wp), allocatable :: mean(:), step(:), slope(:), left(:), right(:), courant(:)
  end type zonal_work_type

contains

  subroutine allocate_zonal_work(n, work)
    integer, intent(in) :: n
    type(zonal_work_type), intent(out) :: work

    allocate (work%mean(0:n + 1), work%step(n + 1), work%slope(0:n), work%left(0:n), work%right(0:n), work%courant(n), &
              source=0.0_wp)
  end subroutine allocate_zonal_work

  !> @param reach cells that the largest flux of the row draws on; 1 selects the plain PPM flux
  !> @param air_flux_kg (n+1) through west faces; the last repeats the first
  !> @param tracer_flux_kg (n+1) likewise
  subroutine zonal_flux(n, reach, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, reach
    real(wp), intent(in) :: inverse_cell_kg, air_flux_kg(n + 1), q(n)
    type(zonal_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n + 1)
    real(wp), parameter :: edge_weight(3) = [1 / 2.0_wp, 1 / 6.0_wp, 1 / 6.0_wp]

    associate (mean => work%mean, step => work%step, slope => work%slope, left => work%left, right => work%right)
      call extend(n, q, mean)
      step = mean(1:) - mean(:n)
      call monotone_slope(n, 0.5_wp, 0.5_wp, step(:n), step(2:), slope(1:))
      slope(0) = slope(n)
      call edge_departures(n, edge_weight, step(:n), slope(:n - 1), slope(1:), right(:n - 1), left(1:))
      right(n) = right(0)
      call limit_parabola(n, left(1:), right(1:))
      left(0) = left(n)
      right(0) = right(n)

      work%courant = air_flux_kg(:n) * inverse_cell_kg
      if (reach <= 1) then
        call swept_flux(n, air_flux_kg(:n), work%courant, mean(:n - 1), left(:n - 1), right(:n - 1), &
                        mean(1:n), left(1:), right(1:), tracer_flux_kg(:n))
      else
        call long_reach_flux(n, air_flux_kg(:n), work%courant, q, left(1:), right(1:), tracer_flux_kg(:n))
      end if
      tracer_flux_kg(n + 1) = tracer_flux_kg(1)
    end associate
  end subroutine zonal_flux

  !> Air flux times the mean over everything swept: whole cells plus a fraction of the next. The mean of a constant is
  !> that constant to the last bit, because the two parts of the Courant number add up exactly.
  pure subroutine long_reach_flux(n, air_flux_kg, courant, q, left, right, tracer_flux_kg)
    integer, intent(in) :: n
    real(wp), intent(in) :: air_flux_kg(n), courant(n), q(n), left(n), right(n)
    real(wp), intent(out) :: tracer_flux_kg(n)
    real(wp) :: swept, part, near, far
    integer :: i, cell, direction, whole, s

    do i = 1, n
      tracer_flux_kg(i) = 0
      if (.not. abs(courant(i)) > 0) cycle
      direction = merge(1, -1, courant(i) > 0)
      whole = int(abs(courant(i)))
      part = abs(courant(i)) - whole
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
      tracer_flux_kg(i) = air_flux_kg(i) * (swept / abs(courant(i)))
    end do
  end subroutine long_reach_flux

  !> q plus half the advective tendency of a whole step, the cross term; semi-Lagrangian with linear interpolation
  !> where the row is crossed in more than one cell per step.
  subroutine zonal_half_step(n, reach, inverse_cell_kg, air_flux_kg, q, work, advanced)
    integer, intent(in) :: n, reach
    real(wp), intent(in) :: inverse_cell_kg, air_flux_kg(n + 1), q(n)
    type(zonal_work_type), intent(inout) :: work
    real(wp), intent(out) :: advanced(n)
    real(wp) :: shift, west, east
    integer :: i, cell

    if (reach <= 1) then
      call extend(n, q, work%mean)
      call upwind_half_step(n, inverse_cell_kg, air_flux_kg(:n), air_flux_kg(2:), &
                            work%mean(:n - 1), work%mean(1:n), work%mean(2:), advanced)
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

  pure subroutine extend(n, q, circle)
    integer, intent(in) :: n
    real(wp), intent(in) :: q(n)
    real(wp), intent(out) :: circle(0:n + 1)

    circle(0) = q(n)
    circle(1:n) = q
    circle(n + 1) = q(1)
  end subroutine extend

  pure integer function wrapped(cell, n)
    integer, intent(in) :: cell, n

    wrapped = modulo(cell - 1, n) + 1
  end function wrapped
end module zonal_transport
