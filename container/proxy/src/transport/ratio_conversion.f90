!> All tracers from mixing ratios to amounts per area and back, as the model converts on entry to each operation and after it
!> (geos-chem#1701). The factor is a power of two near the cell's own, so that no conversion, there or back, changes a bit of what
!> is conserved.
module ratio_conversion
  use kinds, only: wp
  use constants, only: gravity_m_s2
  use tracer_state, only: state_type
  implicit none
  private
  public :: to_amounts, to_ratios

contains

  !> Air of a layer in kg per m2, rounded to a power of two.
  pure real(wp) function rounded_air(state, k)
    type(state_type), intent(in) :: state
    integer, intent(in) :: k

    rounded_air = 2.0_wp**exponent((state%air%interface_pa(k) - state%air%interface_pa(k + 1)) / gravity_m_s2)
  end function rounded_air

  subroutine to_amounts(state, air)
    type(state_type), intent(inout) :: state
    real(wp), intent(out) :: air(:, :, :) !< (nlon, nlat, nlev) the factors, a field as the model's are
    integer :: tracer, k

    do k = 1, state%nlev
      air(:, :, k) = rounded_air(state, k)
    end do
    !$omp parallel do schedule(static)
    do tracer = 1, state%ntracer
      state%q(:, :, :, tracer) = state%q(:, :, :, tracer) * air
    end do
    !$omp end parallel do
  end subroutine to_amounts

  !> @param air of to_amounts
  subroutine to_ratios(state, air)
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: air(:, :, :)
    integer :: tracer

    !$omp parallel do schedule(static)
    do tracer = 1, state%ntracer
      state%q(:, :, :, tracer) = state%q(:, :, :, tracer) / air
    end do
    !$omp end parallel do
  end subroutine to_ratios
end module ratio_conversion
