!> Vertical transport of whole columns with PPM on the uneven layers, in flux form, as the second step of a splitting:
!> it starts from the air mass that the horizontal fluxes have left, so no parcel leaves the range of its neighbours.
!>
!> GEOS-Chem uses Huynh's constraint here (KORD=7); this program uses that of Colella and Woodward (1984) throughout.
module vertical_transport
  use kinds, only: wp
  use ppm, only: monotone_slope, monotone_parabola, swept_flux_uneven
  implicit none
  private
  public :: vertical_step, vertical_weights_type, make_vertical_weights, vertical_work_type, allocate_vertical_work

  type :: vertical_weights_type
    real(wp), allocatable :: slope(:, :) !< (2, nlev) of the steps below and above a layer
    real(wp), allocatable :: edge(:, :)  !< (3, nlev) of step, lower slope, upper slope at the lower face of a layer
  end type vertical_weights_type

  !> Rows advanced together: enough for long loops over contiguous memory, few enough for the nearest cache.
  integer, parameter :: block_rows = 4

  !> Of the last three slopes and two parabolas and fluxes each; that of layer k is at k modulo 3 or 2.
  type :: vertical_work_type
    real(wp), allocatable :: slope(:, :), left(:, :), right(:, :), tracer_flux_kg(:, :)
  end type vertical_work_type

contains

  !> Weights of CW (1.6) and (1.7) for layers of the given thickness (any unit; here air mass per area).
  function make_vertical_weights(thickness) result(weights)
    real(wp), intent(in) :: thickness(:)
    type(vertical_weights_type) :: weights
    real(wp) :: total, pair
    integer :: k, nlev

    nlev = size(thickness)
    allocate (weights%slope(2, nlev), weights%edge(3, nlev), source=0.0_wp)
    do k = 2, nlev - 1
      associate (a => thickness(k - 1), b => thickness(k), c => thickness(k + 1))
        weights%slope(1, k) = b / (a + b + c) * (b + 2 * c) / (a + b)
        weights%slope(2, k) = b / (a + b + c) * (2 * a + b) / (b + c)
      end associate
    end do
    do k = 2, nlev ! face between b (layer k-1) and c (layer k); end layers continue at their own thickness
      associate (a => thickness(max(k - 2, 1)), b => thickness(k - 1), c => thickness(k), d => thickness(min(k + 1, nlev)))
        total = a + b + c + d
        pair = b + c
        weights%edge(1, k) = b / pair + 2 * b * c / (pair * total) * ((a + b) / (2 * b + c) - (d + c) / (2 * c + b))
        weights%edge(2, k) = c * (c + d) / ((b + 2 * c) * total)
        weights%edge(3, k) = b * (a + b) / ((2 * b + c) * total)
      end associate
    end do
  end function make_vertical_weights

  subroutine allocate_vertical_work(n, work)
    integer, intent(in) :: n
    type(vertical_work_type), intent(out) :: work

    associate (most => n * block_rows)
      allocate (work%slope(most, 0:2), work%left(most, 0:1), work%right(most, 0:1), work%tracer_flux_kg(most, 0:1), &
                source=0.0_wp)
    end associate
  end subroutine allocate_vertical_work

  !> Advance all columns in place.
  !> @param inverse_left_kg (n, rows, nlev) of the air masses before this step
  !> @param inverse_cell_kg (rows, nlev) of those after it
  subroutine vertical_step(n, rows, nlev, weights, inverse_cell_kg, inverse_left_kg, vertical_kg, work, q)
    integer, intent(in) :: n, rows, nlev
    type(vertical_weights_type), intent(in) :: weights
    real(wp), intent(in) :: inverse_cell_kg(rows, nlev), inverse_left_kg(n * rows, nlev), vertical_kg(n * rows, nlev + 1)
    type(vertical_work_type), intent(inout) :: work
    real(wp), intent(inout) :: q(n * rows, nlev)
    integer :: j

    do j = 1, rows, block_rows
      call advance_block(n, min(block_rows, rows - j + 1), rows, nlev, j, weights, inverse_cell_kg, inverse_left_kg, &
                         vertical_kg, work%slope, work%left, work%right, work%tracer_flux_kg, q)
    end do
  end subroutine vertical_step

  !> The end layers keep slope zero and no parabola; nothing crosses the ground and the top. A layer is updated as soon as
  !> nothing needs its old values any more.
  !> @param j first row of the block
  !> @param m rows in it
  subroutine advance_block(n, m, rows, nlev, j, weights, inverse_cell_kg, inverse_left_kg, vertical_kg, &
                           slope, left, right, flux, q)
    integer, intent(in) :: n, m, rows, nlev, j
    type(vertical_weights_type), intent(in) :: weights
    real(wp), intent(in) :: inverse_cell_kg(rows, nlev), inverse_left_kg(n, rows, nlev), vertical_kg(n, rows, nlev + 1)
    real(wp), intent(inout) :: slope(n * m, 0:2), left(n * m, 0:1), right(n * m, 0:1), flux(n * m, 0:1)
    real(wp), intent(inout) :: q(n, rows, nlev)
    integer :: k, here, below

    slope(:, 1) = 0
    if (nlev > 2) call monotone_slope(n * m, weights%slope(:, 2), q(1, j, 1), q(1, j, 2), q(1, j, 3), slope(:, 2))
    left(:, 1) = 0
    right(:, 1) = 0
    flux(:, 1) = 0
    do k = 2, nlev
      here = modulo(k, 2)
      below = 1 - here
      if (k < nlev - 1) then
        call monotone_slope(n * m, weights%slope(:, k + 1), q(1, j, k), q(1, j, k + 1), q(1, j, k + 2), slope(:, modulo(k + 1, 3)))
      else
        slope(:, modulo(nlev, 3)) = 0
      end if
      if (k < nlev) then
        call monotone_parabola(n * m, weights%edge(:, k), weights%edge(:, k + 1), q(1, j, k - 1), q(1, j, k), q(1, j, k + 1), &
                               slope(:, modulo(k - 1, 3)), slope(:, modulo(k, 3)), slope(:, modulo(k + 1, 3)), &
                               left(:, here), right(:, here))
      else
        left(:, here) = 0
        right(:, here) = 0
      end if
      call swept_flux_uneven(n * m, vertical_kg(1, j, k), inverse_left_kg(1, j, k - 1), inverse_left_kg(1, j, k), &
                             q(1, j, k - 1), left(:, below), right(:, below), &
                             q(1, j, k), left(:, here), right(:, here), flux(:, here))
      call apply_fluxes(n, m, inverse_cell_kg(j, k - 1), vertical_kg(1, j, k - 1), vertical_kg(1, j, k), &
                        flux(:, below), flux(:, here), q(1, j, k - 1))
    end do
    below = modulo(nlev, 2)
    flux(:, 1 - below) = 0
    call apply_fluxes(n, m, inverse_cell_kg(j, nlev), vertical_kg(1, j, nlev), vertical_kg(1, j, nlev + 1), &
                      flux(:, below), flux(:, 1 - below), q(1, j, nlev))
  end subroutine advance_block

  !> As a change of the mixing ratio, so that a constant stays one with any rounding of the inverse masses.
  pure subroutine apply_fluxes(n, m, inverse_cell_kg, below_kg, above_kg, tracer_below_kg, tracer_above_kg, q)
    integer, intent(in) :: n, m
    real(wp), intent(in) :: inverse_cell_kg(m), below_kg(n, m), above_kg(n, m), tracer_below_kg(n, m), tracer_above_kg(n, m)
    real(wp), intent(inout) :: q(n, m)
    integer :: i, j

    do j = 1, m
      do i = 1, n
        q(i, j) = q(i, j) + inverse_cell_kg(j) &
          * ((above_kg(i, j) - below_kg(i, j)) * q(i, j) - (tracer_above_kg(i, j) - tracer_below_kg(i, j)))
      end do
    end do
  end subroutine apply_fluxes
end module vertical_transport
