!> Normalised error norms against the exact solution, as defined by Williamson et al. (1992), weighted by air mass.
module error_norms
  use kinds, only: wp
  use latlon_grid, only: centre_position
  use tracer_state, only: state_type, initial_column_at
  implicit none
  private
  public :: norms_type, exact_solution_known, tracer_error_norms, all_error_norms

  type :: norms_type
    real(wp) :: l1 = 0, l2 = 0, linf = 0
  end type norms_type

contains

  !> Of every tracer, or none where the exact solution is not known.
  function all_error_norms(state) result(norms)
    type(state_type), intent(in) :: state
    type(norms_type), allocatable :: norms(:)
    integer :: tracer

    allocate (norms(merge(state%ntracer, 0, exact_solution_known(state))))
    !$omp parallel do schedule(static)
    do tracer = 1, size(norms)
      norms(tracer) = tracer_error_norms(state, tracer)
    end do
    !$omp end parallel do
  end function all_error_norms

  logical function exact_solution_known(state)
    type(state_type), intent(in) :: state
    real(wp) :: origin(3)

    call state%flow%exact_origin(state%time_s, [1.0_wp, 0.0_wp, 0.0_wp], origin, exact_solution_known)
  end function exact_solution_known

  !> Only to be called where the exact solution is known.
  function tracer_error_norms(state, tracer) result(norms)
    type(state_type), intent(in) :: state
    integer, intent(in) :: tracer
    type(norms_type) :: norms
    real(wp) :: exact(state%nlev), weight_kg(state%nlev), error(state%nlev), sums(4), peak(2), origin(3), position(3)
    logical :: known
    integer :: i, j

    sums = 0
    peak = 0
    do j = 1, state%nlat
      weight_kg = state%air%cell_kg(j, :)
      do i = 1, state%grid%cells_in_row(j)
        position = centre_position(state%grid, i, j)
        call state%flow%exact_origin(state%time_s, position, origin, known)
        call initial_column_at(state, tracer, origin, exact)
        error = state%q(i, j, :, tracer) - exact
        sums = sums + [sum(weight_kg * abs(error)), sum(weight_kg * abs(exact)), &
                       sum(weight_kg * error**2), sum(weight_kg * exact**2)]
        peak = max(peak, [maxval(abs(error)), maxval(abs(exact))])
      end do
    end do
    norms%l1 = sums(1) / sums(2)
    norms%l2 = sqrt(sums(3) / sums(4))
    norms%linf = peak(1) / peak(2)
  end function tracer_error_norms
end module error_norms
