!> Transport along meridians, all of them side by side: the PPM flux of Lin and Rood (1996), and the advective-form half
!> step that feeds the zonal flux.
!>
!> A polar cap is one well-mixed cell: it has a mean but no inner structure, hence no parabola. Its slope, which only
!> enters the edge values next to it, looks straight across the pole.
module meridional_transport
  use kinds, only: wp
  use aligned_memory, only: reserve
  use cross_terms, only: upwind_half_steps
  use ppm, only: fluxes_across
  implicit none
  private
  public :: meridional_fluxes, meridional_half_steps, meridional_work_type, reserve_meridional_work

  !> (n) each, see fluxes_across
  type :: meridional_work_type
    real(wp), pointer, contiguous, dimension(:) :: half_slope, left, left_behind, right_behind
  end type meridional_work_type

contains

  subroutine reserve_meridional_work(n, work)
    integer, intent(in) :: n
    type(meridional_work_type), intent(out) :: work

    call reserve([n], work%half_slope)
    call reserve([n], work%left)
    call reserve([n], work%left_behind)
    call reserve([n], work%right_behind)
  end subroutine reserve_meridional_work

  !> Tracer mass through south faces.
  !> @param air_flux_kg, tracer_flux_kg (n, rows) nothing crosses the first, which is the pole
  !> @param q (n, 0:rows+1) of which the outermost rows are set here
  subroutine meridional_fluxes(n, rows, inverse_cell_kg, air_flux_kg, q, work, tracer_flux_kg)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n, rows)
    real(wp), intent(inout) :: q(n, 0:rows + 1)
    type(meridional_work_type), intent(inout) :: work
    real(wp), intent(out) :: tracer_flux_kg(n, rows)

    call look_across_pole(n, q(:, 2), q(:, 0))
    call look_across_pole(n, q(:, rows - 1), q(:, rows + 1))
    call fluxes_across(n, rows, inverse_cell_kg, air_flux_kg, q, work%half_slope, work%left, work%left_behind, &
                       work%right_behind, tracer_flux_kg)
  end subroutine meridional_fluxes

  !> The row on the far side of the pole, which is the same row on the opposite meridians.
  pure subroutine look_across_pole(n, q, beyond)
    integer, intent(in) :: n
    real(wp), intent(in) :: q(n)
    real(wp), intent(out) :: beyond(n)

    beyond(:n / 2) = q(n / 2 + 1:)
    beyond(n / 2 + 1:) = q(:n / 2)
  end subroutine look_across_pole

  !> q plus half the advective tendency of a whole step, the cross term.
  !> @param air_flux_kg (n, rows+1) through south faces
  !> @param q (n, 0:rows+1)
  !> @param advanced (1-halo:n+halo, rows) of which 1 to n are set
  subroutine meridional_half_steps(n, rows, halo, inverse_cell_kg, air_flux_kg, q, advanced)
    integer, intent(in) :: n, rows, halo
    real(wp), intent(in) :: inverse_cell_kg(rows), air_flux_kg(n, rows + 1), q(n, 0:rows + 1)
    real(wp), intent(inout) :: advanced(1 - halo:n + halo, rows)
    integer :: j

    do j = 1, rows
      call upwind_half_steps(n, inverse_cell_kg(j), air_flux_kg(1, j), air_flux_kg(1, j + 1), q(1, j - 1), q(1, j), q(1, j + 1), &
                             advanced(1, j))
    end do
  end subroutine meridional_half_steps
end module meridional_transport
