!> Transport along meridians: the PPM flux of Lin and Rood (1996). Rows are treated whole, so that the inner loop runs
!> along the contiguous longitude.
!>
!> A polar cap is one well-mixed cell: it has a mean but no inner structure, hence no parabola. Its slope, which only
!> enters the edge values next to it, looks straight across the pole.
module meridional_transport
  use kinds, only: wp
  use ppm, only: monotone_slope, edge_departures, limit_parabola, swept_flux
  implicit none
  private
  public :: meridional_flux, meridional_work_type, allocate_meridional_work

  type :: meridional_work_type
    real(wp), allocatable :: step(:, :), slope(:, :), left(:, :), right(:, :), courant(:)
  end type meridional_work_type

contains

  subroutine allocate_meridional_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(meridional_work_type), intent(out) :: work

    allocate (work%step(n, rows + 1), work%slope(n, rows), work%left(n, rows), work%right(n, rows), source=0.0_wp)
    allocate (work%courant(n), source=0.0_wp)
  end subroutine allocate_meridional_work

  !> @param air_flux_kg (n, rows+1) through south faces; nothing crosses the first and last, which are the poles
  subroutine meridional_flux(n, rows, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n, rows + 1), q(n, rows)
    type(meridional_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n, rows + 1)
    real(wp), parameter :: edge_weight(3) = [1 / 2.0_wp, 1 / 6.0_wp, 1 / 6.0_wp]
    integer :: j

    do j = 2, rows
      work%step(:, j) = q(:, j) - q(:, j - 1)
    end do
    call step_across_pole(n, work%step(:, 2), work%step(:, 1))
    call step_across_pole(n, work%step(:, rows), work%step(:, rows + 1))
    do j = 1, rows
      call monotone_slope(n, 0.5_wp, 0.5_wp, work%step(:, j), work%step(:, j + 1), work%slope(:, j))
    end do
    do j = 2, rows
      call edge_departures(n, edge_weight, work%step(:, j), work%slope(:, j - 1), work%slope(:, j), &
                           work%right(:, j - 1), work%left(:, j))
    end do
    do j = 2, rows - 1
      call limit_parabola(n, work%left(:, j), work%right(:, j))
    end do
    work%right(:, 1) = 0
    work%left(:, rows) = 0

    tracer_flux_kg(:, 1) = 0
    tracer_flux_kg(:, rows + 1) = 0
    do j = 2, rows
      call upwind_share(n, air_flux_kg(:, j), inverse_cell_kg(j - 1), inverse_cell_kg(j), work%courant)
      call swept_flux(n, air_flux_kg(:, j), work%courant, q(:, j - 1), work%left(:, j - 1), work%right(:, j - 1), &
                      q(:, j), work%left(:, j), work%right(:, j), tracer_flux_kg(:, j))
    end do
  end subroutine meridional_flux

  !> Share of the upwind cell's air that the flux takes, with the sign of the flux: flux over mass of the southern cell
  !> for a northward flux, of the northern one for a southward flux, written without a choice.
  pure subroutine upwind_share(n, air_flux_kg, inverse_south_kg, inverse_north_kg, share)
    integer, intent(in) :: n
    real(wp), intent(in) :: air_flux_kg(n), inverse_south_kg, inverse_north_kg
    real(wp), intent(out) :: share(n)
    real(wp) :: mean, half_difference
    integer :: i

    mean = 0.5_wp * (inverse_south_kg + inverse_north_kg)
    half_difference = 0.5_wp * (inverse_south_kg - inverse_north_kg)
    do i = 1, n
      share(i) = air_flux_kg(i) * mean + abs(air_flux_kg(i)) * half_difference
    end do
  end subroutine upwind_share

  !> The step on the far side of the pole: that of the opposite meridian, walked the other way.
  pure subroutine step_across_pole(n, step, opposite)
    integer, intent(in) :: n
    real(wp), intent(in) :: step(n)
    real(wp), intent(out) :: opposite(n)

    opposite(:n / 2) = -step(n / 2 + 1:)
    opposite(n / 2 + 1:) = -step(:n / 2)
  end subroutine step_across_pole
end module meridional_transport
