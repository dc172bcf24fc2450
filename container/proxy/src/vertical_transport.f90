!> Vertical transport of whole columns with PPM on the uneven layers, in flux form, as the second step of a splitting:
!> it starts from the air mass that the horizontal fluxes have left, so no parcel leaves the range of its neighbours.
!>
!> GEOS-Chem uses Huynh's constraint here (KORD=7); this program uses that of Colella and Woodward (1984) throughout.
module vertical_transport
  use kinds, only: wp
  use ppm, only: monotone_slope, edge_departures, limit_parabola, swept_flux
  implicit none
  private
  public :: vertical_step, vertical_weights_type, make_vertical_weights, vertical_work_type, allocate_vertical_work

  type :: vertical_weights_type
    real(wp), allocatable :: slope(:, :) !< (2, nlev) of the steps below and above a layer
    real(wp), allocatable :: edge(:, :)  !< (3, nlev) of step, lower slope, upper slope at the lower face of a layer
  end type vertical_weights_type

  type :: vertical_work_type
    real(wp), allocatable :: step(:, :), slope(:, :), left(:, :), right(:, :), tracer_flux_kg(:, :)
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

  subroutine allocate_vertical_work(n, nlev, work)
    integer, intent(in) :: n, nlev
    type(vertical_work_type), intent(out) :: work

    allocate (work%step(n, nlev), work%slope(n, nlev), work%left(n, nlev), work%right(n, nlev), source=0.0_wp)
    allocate (work%tracer_flux_kg(n, nlev + 1), source=0.0_wp)
  end subroutine allocate_vertical_work

  !> Advance the columns of row `j` in place.
  subroutine vertical_step(n, rows, nlev, j, weights, cell_kg, vertical_kg, courant, work, q)
    integer, intent(in) :: n, rows, nlev, j
    type(vertical_weights_type), intent(in) :: weights
    real(wp), intent(in) :: cell_kg(rows, nlev)
    real(wp), intent(in) :: vertical_kg(n, rows, nlev + 1), courant(n, rows, nlev + 1)
    type(vertical_work_type), intent(inout) :: work
    real(wp), intent(inout) :: q(n, rows, nlev)
    integer :: i, k

    do k = 2, nlev
      work%step(:, k) = q(:, j, k) - q(:, j, k - 1)
    end do
    do k = 2, nlev - 1 ! the end layers keep slope zero and no parabola
      call monotone_slope(n, weights%slope(1, k), weights%slope(2, k), work%step(:, k), work%step(:, k + 1), work%slope(:, k))
    end do
    do k = 2, nlev
      call edge_departures(n, weights%edge(:, k), work%step(:, k), work%slope(:, k - 1), work%slope(:, k), &
                           work%right(:, k - 1), work%left(:, k))
    end do
    do k = 2, nlev - 1
      call limit_parabola(n, work%left(:, k), work%right(:, k))
    end do
    work%right(:, 1) = 0
    work%left(:, nlev) = 0
    do k = 2, nlev ! nothing crosses the ground and the top: their fluxes stay zero
      call swept_flux(n, vertical_kg(:, j, k), courant(:, j, k), q(:, j, k - 1), work%left(:, k - 1), work%right(:, k - 1), &
                      q(:, j, k), work%left(:, k), work%right(:, k), work%tracer_flux_kg(:, k))
    end do
    do k = 1, nlev
      do i = 1, n
        q(i, j, k) = ((cell_kg(j, k) + (vertical_kg(i, j, k + 1) - vertical_kg(i, j, k))) * q(i, j, k) &
                      - (work%tracer_flux_kg(i, k + 1) - work%tracer_flux_kg(i, k))) / cell_kg(j, k)
      end do
    end do
  end subroutine vertical_step
end module vertical_transport
