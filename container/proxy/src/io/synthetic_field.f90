!> Fields to write and read: waves that move on from one time to the next, falling off with height, and noise from cell to
!> cell, because what compresses like a formula would make files of no realistic size.
module synthetic_field
  use, intrinsic :: iso_fortran_env, only: int32, int64
  use kinds, only: sp, wp
  use constants, only: pi
  use latlon_grid, only: grid_type
  implicit none
  private
  public :: fill_field, rounded

  real(wp), parameter :: noise_amplitude = 0.05_wp

  ! The minimal standard generator (Park and Miller 1988) with the multiplier that its authors recommend since 1993.
  integer(int64), parameter :: multiplier = 48271_int64, modulus = 2147483647_int64

contains

  !> @param variable, time which field of which time: each pair gives another, the same in every run
  !> @param values (nlon, nlat, nlev)
  subroutine fill_field(grid, variable, time, values)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: variable, time
    real(wp), intent(out) :: values(:, :, :)
    integer :: k

    !$omp parallel do schedule(static)
    do k = 1, size(values, 3)
      call fill_level(grid, variable, time, k, real(k, wp) / size(values, 3), values(:, :, k))
    end do
    !$omp end parallel do
  end subroutine fill_field

  pure subroutine fill_level(grid, variable, time, level, height, values)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: variable, time, level
    real(wp), intent(in) :: height
    real(wp), intent(out) :: values(:, :)
    real(wp) :: wave
    integer(int64) :: random
    integer :: i, j, warm_up

    random = 1 + modulo(int(variable, int64) * 1000003 + int(time, int64) * 10007 + level, modulus - 1)
    do warm_up = 1, 3 ! neighbouring seeds begin alike
      random = modulo(random * multiplier, modulus)
    end do
    do j = 1, size(values, 2)
      do i = 1, size(values, 1)
        random = modulo(random * multiplier, modulus)
        wave = cos(grid%lat_centre_rad(j)) * cos(modulo(variable, 5) * grid%lon_centre_rad(i) - time * pi / 12)
        values(i, j) = exp(-3 * height) * (1 + 0.5_wp * wave) * (1 + noise_amplitude * (2 * real(random, wp) / modulus - 1))
      end do
    end do
  end subroutine fill_level

  !> Without the lowest `bits` bits of the mantissa, so that it compresses as fields do whose producer rounded them.
  elemental real(sp) function rounded(value, bits)
    real(wp), intent(in) :: value
    integer, intent(in) :: bits

    rounded = transfer(ishft(ishft(transfer(real(value, sp), 0_int32), -bits), bits), 1.0_sp)
  end function rounded
end module synthetic_field
