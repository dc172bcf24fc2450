!> One step of two-dimensional transport on one level: the flux-form semi-Lagrangian scheme of Lin and Rood (1996),
!>
!>   m' q' = m q + F(q + g(q)/2) + G(q + f(q)/2),    m' = m + F(1) + G(1)
!>
!> with F, G the flux forms and f, g the advective forms along longitude and latitude. The advective cross terms remove
!> the splitting error and, because they leave a constant alone, a constant stays one in any flow.
module horizontal_transport
  use kinds, only: wp
  use cross_terms, only: upwind_half_step
  use zonal_transport, only: zonal_flux, zonal_half_step, close_circles, zonal_work_type, allocate_zonal_work
  use meridional_transport, only: meridional_flux, meridional_work_type, allocate_meridional_work
  implicit none
  private
  public :: horizontal_step, horizontal_work_type, allocate_horizontal_work

  type :: horizontal_work_type
    type(zonal_work_type) :: zonal
    type(meridional_work_type) :: meridional
    real(wp), allocatable :: before(:, :)                !< (0:n+1, rows) q before the step, closed circles
    real(wp), allocatable :: zonally_advanced(:, :)      !< (n, rows) q after the zonal half step
    real(wp), allocatable :: meridionally_advanced(:, :) !< (0:n+1, rows) q after the meridional half step, closed circles
    real(wp), allocatable :: eastward_kg(:, :)           !< (n+1, rows) tracer fluxes
    real(wp), allocatable :: northward_kg(:, :)          !< (n, rows+1) tracer fluxes
  end type horizontal_work_type

contains

  subroutine allocate_horizontal_work(n, rows, work)
    integer, intent(in) :: n, rows
    type(horizontal_work_type), intent(out) :: work

    call allocate_zonal_work(n, rows, work%zonal)
    call allocate_meridional_work(n, rows, work%meridional)
    allocate (work%before(0:n + 1, rows), work%meridionally_advanced(0:n + 1, rows), source=0.0_wp)
    allocate (work%zonally_advanced(n, rows), work%eastward_kg(n + 1, rows), work%northward_kg(n, rows + 1), source=0.0_wp)
  end subroutine allocate_horizontal_work

  !> @param reach (rows) see zonal_flux
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
    integer :: j

    associate (before => work%before, zonally => work%zonally_advanced, meridionally => work%meridionally_advanced, &
               eastward_kg => work%eastward_kg, northward_kg => work%northward_kg)
      before(1:n, :) = q
      call close_circles(n, rows, before)

      zonally(:, 1) = q(:, 1)
      zonally(:, rows) = q(:, rows)
      do j = 2, rows - 1
        call zonal_half_step(n, reach(j), inverse_cell_kg(j), zonal_kg(:, j), before(:, j), zonally(:, j))
      end do
      call meridional_flux(n, rows, inverse_cell_kg, meridional_kg, zonally, work%meridional, northward_kg)

      do j = 2, rows - 1
        call upwind_half_step(n, inverse_cell_kg(j), meridional_kg(:, j), meridional_kg(:, j + 1), &
                              before(1, j - 1), before(1, j), before(1, j + 1), meridionally(1, j))
      end do
      call close_circles(n, rows, meridionally)
      call zonal_flux(n, rows - 2, reach(2), inverse_cell_kg(2), zonal_kg(1, 2), meridionally(0, 2), work%zonal, eastward_kg(1, 2))

      do j = 2, rows - 1
        call apply_fluxes(n, inverse_left_kg(:, j), below_kg(:, j), above_kg(:, j), eastward_kg(:, j), &
                          northward_kg(:, j), northward_kg(:, j + 1), q(:, j))
      end do
    end associate
    q(:, 1) = cap(cell_kg(1), above_kg(1, 1) - below_kg(1, 1), q(1, 1), -sum(work%northward_kg(:, 2)))
    q(:, rows) = cap(cell_kg(rows), above_kg(1, rows) - below_kg(1, rows), q(1, rows), sum(work%northward_kg(:, rows)))
  end subroutine horizontal_step

  !> As a change of the mixing ratio, so that a constant stays one with any rounding of the inverse masses.
  pure subroutine apply_fluxes(n, inverse_left_kg, below_kg, above_kg, eastward_kg, south_kg, north_kg, q)
    integer, intent(in) :: n
    real(wp), intent(in) :: inverse_left_kg(n), below_kg(n), above_kg(n), eastward_kg(n + 1), south_kg(n), north_kg(n)
    real(wp), intent(inout) :: q(n)
    integer :: i

    do i = 1, n
      q(i) = q(i) - inverse_left_kg(i) * ((above_kg(i) - below_kg(i)) * q(i) &
                                          + ((eastward_kg(i + 1) - eastward_kg(i)) + (north_kg(i) - south_kg(i))))
    end do
  end subroutine apply_fluxes

  !> The polar cap receives the sum of all meridional fluxes and mixes it.
  pure real(wp) function cap(cell_kg, gain_kg, q, tracer_gain_kg)
    real(wp), intent(in) :: cell_kg, gain_kg, q, tracer_gain_kg

    cap = (cell_kg * q + tracer_gain_kg) / (cell_kg + gain_kg)
  end function cap
end module horizontal_transport
