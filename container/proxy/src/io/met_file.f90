!> A file of meteorology to read, with the fields that GEOS-Chem reads of MERRA-2 every three hours on their 72 layers (73
!> interfaces for the fluxes); whatever the levels of the run, as there. The values are synthetic, and rounded so that a day
!> has about the size that GEOS-Chem's documentation gives: 82 MB at 4x5, 301 MB at 2x2.5 (ours: 85 and 316).
module met_file
  use checksum, only: single_hash
  use console, only: fail, exit_failure
  use grid_variables, only: grid_variables_type, define_grid, put_grid
  use hybrid_levels, only: make_levels
  use kinds, only: sp, wp, i8
  use latlon_grid, only: grid_type
  use linux_files, only: drop_from_cache, cached_share
  use netcdf_file, only: netcdf_file_type, create_netcdf, open_netcdf, single
  use posix, only: file_bytes, sync_file
  use synthetic_field, only: fill_field, rounded
  implicit none
  private
  public :: met_file_type, write_met, read_met, met_mismatches, met_times_per_day, hours_per_met_time, met_bytes_per_time

  integer, parameter :: hours_per_met_time = 3, met_times_per_day = 24 / hours_per_met_time
  integer, parameter :: layers = 72, rounded_bits = 10, first_on_interfaces = 19
  character(8), parameter :: names(*) = [character(8) :: "CLOUD", "OPTDEPTH", "QI", "QL", "TAUCLI", "TAUCLW", "DTRAIN", &
    "OMEGA", "RH", "U", "V", "DQRCU", "DQRLSAN", "REEVAPCN", "REEVAPLS", "PV", "QV", "T", &
    "CMFMC", "PFICU", "PFILSAN", "PFLCU", "PFLLSAN"]

  type :: met_file_type
    character(:), allocatable :: path
    integer :: times = 0
    integer(i8) :: bytes = 0                           !< of the file
    real(wp) :: cached_share = -1                      !< when a read began, at worst; -1: not known
    real(sp), allocatable, private :: fields(:, :, :, :) !< (nlon, nlat, layers + 1, variables) as last read
    integer(i8), allocatable, private :: hashes(:, :)  !< (variables, times) of what was written
  end type met_file_type

contains

  !> Uncompressed.
  pure integer(i8) function met_bytes_per_time(grid)
    type(grid_type), intent(in) :: grid
    integer :: v

    met_bytes_per_time = 4_i8 * grid%nlon * grid%nlat * sum([(layers_of(v), v=1, size(names))])
  end function met_bytes_per_time

  pure integer function layers_of(variable)
    integer, intent(in) :: variable

    layers_of = layers + merge(1, 0, variable >= first_on_interfaces)
  end function layers_of

  !> The file is on the disk, and as far as the system obliges no longer in its cache, when this returns.
  subroutine write_met(path, grid, times, met)
    character(*), intent(in) :: path
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: times
    type(met_file_type), intent(out) :: met
    type(netcdf_file_type) :: file
    type(grid_variables_type) :: ids
    real(wp), allocatable :: values(:, :, :)
    integer :: variables(size(names)), dimensions(4), interfaces, time, v
    logical :: ok

    met%path = path
    met%times = times
    allocate (met%fields(grid%nlon, grid%nlat, layers + 1, size(names)), met%hashes(size(names), times))
    call create_netcdf(path, file)
    ids = define_grid(file, "ctm-proxy synthetic meteorology", grid, layers)
    interfaces = file%dimension("ilev", layers + 1)
    do v = 1, size(names)
      dimensions = ids%field
      if (v >= first_on_interfaces) dimensions(3) = interfaces
      variables(v) = file%compressed_variable(trim(names(v)), single, dimensions, [grid%nlon, grid%nlat, 1, 1])
      call file%text("long_name", trim(names(v))//" (synthetic)", variables(v))
    end do
    call file%end_definitions()
    call put_grid(file, ids, grid, make_levels(layers))
    do time = 1, times
      call file%put_double(ids%time, [time], [1], [60.0_wp * hours_per_met_time * (time - 1)])
      do v = 1, size(names)
        associate (n => layers_of(v))
          allocate (values(grid%nlon, grid%nlat, n))
          call fill_field(grid, v, time, values)
          met%fields(:, :, :n, v) = rounded(values, rounded_bits)
          deallocate (values)
          call file%put_single(variables(v), [1, 1, 1, time], [grid%nlon, grid%nlat, n, 1], met%fields(:, :, :n, v))
          met%hashes(v, time) = single_hash(met%fields(:, :, :n, v))
        end associate
      end do
    end do
    call file%close()
    call sync_file(path, ok)
    if (.not. ok) call fail(exit_failure, "cannot write '"//path//"' to the disk (fsync)")
    met%bytes = file_bytes(path)
    call forget(met)
  end subroutine write_met

  !> Opened and closed for each time, as HEMCO reads a file.
  subroutine read_met(met, time)
    type(met_file_type), intent(inout) :: met
    integer, intent(in) :: time
    type(netcdf_file_type) :: file
    integer :: v

    call open_netcdf(met%path, file)
    do v = 1, size(names)
      call file%get_single(file%variable_of(trim(names(v))), [1, 1, 1, time], &
                    [size(met%fields, 1), size(met%fields, 2), layers_of(v), 1], met%fields(:, :, :, v))
    end do
    call file%close()
  end subroutine read_met

  !> How many fields of the time last read differ in any bit from what was written. Makes the cache forget the file.
  integer function met_mismatches(met, time)
    type(met_file_type), intent(inout) :: met
    integer, intent(in) :: time
    integer :: v

    met_mismatches = 0
    !$omp parallel do schedule(static) reduction(+: met_mismatches)
    do v = 1, size(names)
      if (single_hash(met%fields(:, :, :layers_of(v), v)) /= met%hashes(v, time)) met_mismatches = met_mismatches + 1
    end do
    !$omp end parallel do
    call forget(met)
  end function met_mismatches

  subroutine forget(met)
    type(met_file_type), intent(inout) :: met

    call drop_from_cache(met%path)
    met%cached_share = max(met%cached_share, cached_share(met%path))
  end subroutine forget
end module met_file
