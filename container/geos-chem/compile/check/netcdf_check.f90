!> Writes a compressed netCDF-4 variable and reads it back; every thread adds a part of its sum. Ends with 1 at the first
!> difference. Nothing of GEOS-Chem is in it: it shows that its libraries work on this platform.
program netcdf_check
  use, intrinsic :: iso_fortran_env, only: real32, real64, error_unit
  use netcdf
  use omp_lib, only: omp_get_max_threads
  implicit none

  integer, parameter :: nlon = 72, nlat = 46
  real(real32) :: written(nlon, nlat), read_back(nlon, nlat)
  real(real64) :: total
  integer :: file, dimensions(2), variable, i, j
  character(len=*), parameter :: path = "netcdf_check.nc4"

  do concurrent (j = 1:nlat, i = 1:nlon)
    written(i, j) = real(i, real32) + 1000.0_real32 * real(j, real32)
  end do

  call must(nf90_create(path, ior(nf90_netcdf4, nf90_clobber), file), "create")
  call must(nf90_def_dim(file, "lon", nlon, dimensions(1)), "define lon")
  call must(nf90_def_dim(file, "lat", nlat, dimensions(2)), "define lat")
  call must(nf90_def_var(file, "value", nf90_float, dimensions, variable, deflate_level=1), "define value")
  call must(nf90_put_var(file, variable, written), "write")
  call must(nf90_close(file), "close")

  call must(nf90_open(path, nf90_nowrite, file), "open")
  call must(nf90_inq_varid(file, "value", variable), "find value")
  call must(nf90_get_var(file, variable, read_back), "read")
  call must(nf90_close(file), "close")

  if (any(read_back /= written)) call fail("what was read is not what was written")
  total = 0
  !$omp parallel do reduction(+:total)
  do j = 1, nlat
    total = total + sum(real(read_back(:, j), real64))
  end do
  !$omp end parallel do
  if (total /= sum(real(written, real64))) call fail("the threads' sum differs")
  print '(3a,i0,a)', "netCDF ", trim(nf90_inq_libvers()), ", ", omp_get_max_threads(), " OpenMP threads: good"

contains

  subroutine must(status, what)
    integer, intent(in) :: status
    character(len=*), intent(in) :: what
    if (status /= nf90_noerr) call fail(what // ": " // trim(nf90_strerror(status)))
  end subroutine must

  subroutine fail(message)
    character(len=*), intent(in) :: message
    write (error_unit, '(2a)') "netcdf_check: ", message
    stop 1
  end subroutine fail

end program netcdf_check
