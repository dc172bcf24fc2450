!> One step of two-dimensional transport on one level: the flux-form semi-Lagrangian scheme of Lin and Rood (1996),
!>
!>   m' q' = m q + F(q + g(q)/2) + G(q + f(q)/2),    m' = m + F(1) + G(1)
!>
!> with F, G the flux forms and f, g the advective forms along longitude and latitude. The advective cross terms remove
!> the splitting error and, because they leave a constant alone, a constant stays one in any flow.
module horizontal_transport
  use kinds, only: wp
  use aligned_memory, only: reserve
  use zonal_transport, only: zonal_fluxes, zonal_half_steps, close_circles, halo, zonal_work_type, reserve_zonal_work
  use meridional_transport, only: meridional_fluxes, meridional_half_steps, meridional_work_type, reserve_meridional_work
  implicit none
  private
  public :: horizontal_step, horizontal_work_type, reserve_horizontal_work

  !> Latitude circles treated together: enough for long loops, few enough for the nearest cache.
  integer, parameter :: block_rows = 4

  type :: horizontal_work_type
    type(zonal_work_type) :: zonal
    type(meridional_work_type) :: meridional
    real(wp), pointer, contiguous :: zonally_advanced(:, :)      !< (n, rows+2) q after the zonal half step, a row more at either end
    real(wp), pointer, contiguous :: meridionally_advanced(:, :) !< (n+2*halo, block_rows) q after the meridional half step
    real(wp), pointer, contiguous :: eastward_kg(:, :)           !< (n+1, rows) tracer fluxes
    real(wp), pointer, contiguous :: northward_kg(:, :)          !< (n, rows) tracer fluxes
  end type horizontal_work_type

contains

  subroutine reserve_horizontal_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(horizontal_work_type), intent(out) :: work

    call reserve_zonal_work(n, block_rows, work%zonal)
    call reserve_meridional_work(n, work%meridional)
    call reserve([n, rows + 2], work%zonally_advanced)
    call reserve([n + 2 * halo, block_rows], work%meridionally_advanced)
    call reserve([n + 1, rows], work%eastward_kg)
    call reserve([n, rows], work%northward_kg)
  end subroutine reserve_horizontal_work

  !> @param reach (rows) see zonal_fluxes
  !> @param inverse_left_kg (n, rows) of the air masses after this step
  !> @param below_kg, above_kg (n, rows) vertical air fluxes of the level: their difference is what the horizontal ones
  !>   leave behind, m' - m
  !> @param q (n, rows) mixing ratio, updated in place
  subroutine horizontal_step(n, rows, reach, cell_kg, inverse_cell_kg, inverse_left_kg, zonal_kg, meridional_kg, &
                             below_kg, above_kg, work, q)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: cell_kg(rows), inverse_cell_kg(rows)
    real(wp), intent(in) :: zonal_kg(n + 1, rows), meridional_kg(n, rows + 1)
    real(wp), intent(in) :: below_kg(n, rows), above_kg(n, rows), inverse_left_kg(n, rows)
    type(horizontal_work_type), intent(inout) :: work
    real(wp), intent(inout) :: q(n, rows)

    call step_level(n, rows, reach, cell_kg, inverse_cell_kg, inverse_left_kg, zonal_kg, meridional_kg, below_kg, above_kg, &
                    work%zonal, work%meridional, work%zonally_advanced, work%meridionally_advanced, work%eastward_kg, &
                    work%northward_kg, q)
  end subroutine horizontal_step

  !> With the work arrays as plain ones: no element of a pointer may stand for the rows from there on.
  subroutine step_level(n, rows, reach, cell_kg, inverse_cell_kg, inverse_left_kg, zonal_kg, meridional_kg, below_kg, above_kg, &
                        zonal, meridional, zonally, meridionally, eastward_kg, northward_kg, q)
    integer, intent(in) :: n, rows, reach(rows)
    real(wp), intent(in) :: cell_kg(rows), inverse_cell_kg(rows)
    real(wp), intent(in) :: zonal_kg(n + 1, rows), meridional_kg(n, rows + 1)
    real(wp), intent(in) :: below_kg(n, rows), above_kg(n, rows), inverse_left_kg(n, rows)
    type(zonal_work_type), intent(inout) :: zonal
    type(meridional_work_type), intent(inout) :: meridional
    real(wp), intent(inout) :: zonally(n, 0:rows + 1), meridionally(1 - halo:n + halo, block_rows)
    real(wp), intent(inout) :: eastward_kg(n + 1, rows), northward_kg(n, rows), q(n, rows)
    integer :: first, inner

    zonally(:, 1) = q(:, 1)
    zonally(:, rows) = q(:, rows)
    call zonal_half_steps(n, rows - 2, reach(2), inverse_cell_kg(2), zonal_kg(1, 2), q(1, 2), zonally(1, 2))
    call meridional_fluxes(n, rows, inverse_cell_kg, meridional_kg, zonally, meridional, northward_kg)

    do first = 2, rows - 1, block_rows
      inner = min(block_rows, rows - first)
      call meridional_half_steps(n, inner, halo, inverse_cell_kg(first), meridional_kg(1, first), q(1, first - 1), meridionally)
      call close_circles(n, inner, meridionally)
      call zonal_fluxes(n, inner, reach(first), inverse_cell_kg(first), zonal_kg(1, first), meridionally, zonal, &
                        eastward_kg(1, first))
    end do

    call apply_fluxes(n, rows - 2, inverse_left_kg(1, 2), below_kg(1, 2), above_kg(1, 2), eastward_kg(1, 2), northward_kg(1, 2), &
                      q(1, 2))
    q(:, 1) = cap(cell_kg(1), above_kg(1, 1) - below_kg(1, 1), q(1, 1), -sum(northward_kg(:, 2)))
    q(:, rows) = cap(cell_kg(rows), above_kg(1, rows) - below_kg(1, rows), q(1, rows), sum(northward_kg(:, rows)))
  end subroutine step_level

  !> As a change of the mixing ratio, so that a constant stays one with any rounding of the inverse masses.
  pure subroutine apply_fluxes(n, rows, inverse_left_kg, below_kg, above_kg, eastward_kg, northward_kg, q)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: inverse_left_kg(n, rows), below_kg(n, rows), above_kg(n, rows)
    real(wp), intent(in) :: eastward_kg(n + 1, rows), northward_kg(n, rows + 1)
    real(wp), intent(inout) :: q(n, rows)
    integer :: i, j

    do j = 1, rows
      do i = 1, n
        q(i, j) = q(i, j) - inverse_left_kg(i, j) &
          * ((above_kg(i, j) - below_kg(i, j)) * q(i, j) &
             + ((eastward_kg(i + 1, j) - eastward_kg(i, j)) + (northward_kg(i, j + 1) - northward_kg(i, j))))
      end do
    end do
  end subroutine apply_fluxes

  !> The polar cap receives the sum of all meridional fluxes and mixes it.
  pure real(wp) function cap(cell_kg, gain_kg, q, tracer_gain_kg)
    real(wp), intent(in) :: cell_kg, gain_kg, q, tracer_gain_kg

    cap = (cell_kg * q + tracer_gain_kg) / (cell_kg + gain_kg)
  end function cap
end module horizontal_transport
