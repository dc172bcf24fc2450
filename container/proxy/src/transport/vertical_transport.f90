!> Vertical transport of whole columns with PPM on the uneven layers, in flux form, as the second step of a splitting:
!> it starts from the air mass that the horizontal fluxes have left, so no parcel leaves the range of its neighbours.
!>
!> GEOS-Chem uses Huynh's constraint here (KORD=7); this program uses that of Colella and Woodward (1984) throughout.
module vertical_transport
  use kinds, only: wp
  use aligned_memory, only: reserve
  use ppm, only: advance_across
  implicit none
  private
  public :: vertical_step, vertical_weights_type, make_vertical_weights, vertical_work_type, reserve_vertical_work

  type :: vertical_weights_type
    real(wp), allocatable :: slope(:, :) !< (2, nlev) of the steps below and above a layer, for half its slope
    real(wp), allocatable :: edge(:, :)  !< (3, nlev) of step, lower half slope, upper half slope at the lower face of a layer
  end type vertical_weights_type

  !> (n) each, see advance_across
  type :: vertical_work_type
    real(wp), pointer, contiguous, dimension(:) :: half_slope, left, left_behind, right_behind, flux_behind_kg
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
        weights%slope(1, k) = 0.5_wp * b / (a + b + c) * (b + 2 * c) / (a + b)
        weights%slope(2, k) = 0.5_wp * b / (a + b + c) * (2 * a + b) / (b + c)
      end associate
    end do
    do k = 2, nlev ! face between b (layer k-1) and c (layer k); end layers continue at their own thickness
      associate (a => thickness(max(k - 2, 1)), b => thickness(k - 1), c => thickness(k), d => thickness(min(k + 1, nlev)))
        total = a + b + c + d
        pair = b + c
        weights%edge(1, k) = b / pair + 2 * b * c / (pair * total) * ((a + b) / (2 * b + c) - (d + c) / (2 * c + b))
        weights%edge(2, k) = 2 * c * (c + d) / ((b + 2 * c) * total)
        weights%edge(3, k) = 2 * b * (a + b) / ((2 * b + c) * total)
      end associate
    end do
  end function make_vertical_weights

  subroutine reserve_vertical_work(n, work)
    integer, intent(in) :: n
    type(vertical_work_type), intent(out) :: work

    call reserve([n], work%half_slope)
    call reserve([n], work%left)
    call reserve([n], work%left_behind)
    call reserve([n], work%right_behind)
    call reserve([n], work%flux_behind_kg)
  end subroutine reserve_vertical_work

  !> Advance all columns in place, a row of them at a time.
  !> @param inverse_left_kg (n, rows, nlev) of the air masses before this step
  !> @param inverse_cell_kg (rows, nlev) of those after it
  !> @param vertical_kg (n, rows, nlev+1) nothing crosses the ground and the top
  subroutine vertical_step(n, rows, nlev, weights, inverse_cell_kg, inverse_left_kg, vertical_kg, work, q)
    integer, intent(in) :: n, rows, nlev
    type(vertical_weights_type), intent(in) :: weights
    real(wp), intent(in) :: inverse_cell_kg(rows, nlev), inverse_left_kg(n, rows, nlev), vertical_kg(n, rows, nlev + 1)
    type(vertical_work_type), intent(inout) :: work
    real(wp), intent(inout) :: q(n, rows, nlev)
    real(wp) :: column_inverse_kg(nlev)
    integer :: j

    do j = 1, rows
      column_inverse_kg = inverse_cell_kg(j, :)
      call advance_across(n, n * rows, nlev, weights%slope, weights%edge, inverse_left_kg(1, j, 1), column_inverse_kg, &
                          vertical_kg(1, j, 1), work%half_slope, work%left, work%left_behind, work%right_behind, &
                          work%flux_behind_kg, q(1, j, 1))
    end do
  end subroutine vertical_step
end module vertical_transport
