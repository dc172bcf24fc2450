!> Transport along meridians: the PPM flux of Lin and Rood (1996). Rows are treated whole, so that the inner loop runs
!> along the contiguous longitude.
!>
!> A polar cap is one well-mixed cell: it has a mean but no inner structure, hence no parabola. Its slope, which only
!> enters the edge values next to it, looks straight across the pole.
module meridional_transport
  use kinds, only: wp
  use ppm, only: monotone_slope, monotone_parabola, swept_flux, uniform_slope, uniform_edge
  implicit none
  private
  public :: meridional_flux, meridional_work_type, allocate_meridional_work

  type :: meridional_work_type
    real(wp), allocatable :: slope(:, :), left(:, :), right(:, :), beyond(:)
  end type meridional_work_type

contains

  subroutine allocate_meridional_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(meridional_work_type), intent(out) :: work

    allocate (work%slope(n, rows), work%left(n, rows), work%right(n, rows), work%beyond(n), source=0.0_wp)
  end subroutine allocate_meridional_work

  !> @param air_flux_kg (n, rows+1) through south faces; nothing crosses the first and last, which are the poles
  subroutine meridional_flux(n, rows, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n, rows + 1), q(n, rows)
    type(meridional_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n, rows + 1)
    integer :: j, inner

    inner = n * (rows - 2) ! all rows between the caps, as one long loop
    associate (slope => work%slope, left => work%left, right => work%right)
      call look_across_pole(n, q(:, 2), work%beyond)
      call monotone_slope(n, uniform_slope, work%beyond, q(:, 1), q(:, 2), slope(:, 1))
      call monotone_slope(inner, uniform_slope, q, q(1, 2), q(1, 3), slope(1, 2))
      call look_across_pole(n, q(:, rows - 1), work%beyond)
      call monotone_slope(n, uniform_slope, q(:, rows - 1), q(:, rows), work%beyond, slope(:, rows))
      ! The caps keep left and right zero.
      call monotone_parabola(inner, uniform_edge, uniform_edge, q, q(1, 2), q(1, 3), slope, slope(1, 2), slope(1, 3), &
                             left(1, 2), right(1, 2))
      tracer_flux_kg(:, 1) = 0
      tracer_flux_kg(:, rows + 1) = 0
      do j = 2, rows
        call swept_flux(n, air_flux_kg(:, j), inverse_cell_kg(j - 1), inverse_cell_kg(j), &
                        q(:, j - 1), left(:, j - 1), right(:, j - 1), q(:, j), left(:, j), right(:, j), tracer_flux_kg(:, j))
      end do
    end associate
  end subroutine meridional_flux

  !> The row on the far side of the pole, which is the same row on the opposite meridians.
  pure subroutine look_across_pole(n, q, beyond)
    integer, intent(in) :: n
    real(wp), intent(in) :: q(n)
    real(wp), intent(out) :: beyond(n)

    beyond(:n / 2) = q(n / 2 + 1:)
    beyond(n / 2 + 1:) = q(:n / 2)
  end subroutine look_across_pole
end module meridional_transport
