!> A restart: fields in float64, so that a run that goes on from it has the same bits as one that was never interrupted.
!> Written beside its destination and renamed into place, so that no half of one is ever taken for a whole.
module restart_file
  use console, only: fail, exit_failure
  use grid_variables, only: grid_variables_type, define_grid, put_grid
  use hybrid_levels, only: levels_type
  use kinds, only: wp, i8
  use latlon_grid, only: grid_type
  use netcdf_file, only: netcdf_file_type, create_netcdf, open_netcdf, double
  use posix, only: file_bytes, rename_file, sync_file
  use text, only: text_of
  implicit none
  private
  public :: restart_file_type, create_restart, define_field, species_field, start_fields, put_field, finish_restart, &
    open_restart, require_text, require_number, get_field, close_restart

  type :: restart_file_type
    character(:), allocatable :: path
    type(netcdf_file_type) :: file
    integer(i8) :: bytes = 0 !< of the finished file
    integer, private :: shape(3) = 0, time_id = -1
    type(grid_variables_type), private :: ids
  end type restart_file_type

contains

  !> Ready for the caller's fields (define_field) and attributes (`restart%file`), then for start_fields.
  subroutine create_restart(path, grid, nlev, restart)
    character(*), intent(in) :: path
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: nlev
    type(restart_file_type), intent(out) :: restart

    restart%path = path
    restart%shape = [grid%nlon, grid%nlat, nlev]
    call create_netcdf(path//".tmp", restart%file)
    restart%ids = define_grid(restart%file, "ctm-proxy restart", grid, nlev)
  end subroutine create_restart

  subroutine define_field(restart, name)
    type(restart_file_type), intent(inout) :: restart
    character(*), intent(in) :: name
    integer :: id

    id = restart%file%compressed_variable(trim(name), double, restart%ids%field, [restart%shape(:2), 1, 1])
  end subroutine define_field

  !> The field of a species or tracer in the restart of a run, named as in GEOS-Chem's.
  function species_field(species) result(name)
    character(*), intent(in) :: species
    character(:), allocatable :: name

    name = "SpeciesRst_"//trim(species)
  end function species_field

  subroutine start_fields(restart, grid, levels, hours)
    type(restart_file_type), intent(in) :: restart
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    integer, intent(in) :: hours

    call restart%file%end_definitions()
    call put_grid(restart%file, restart%ids, grid, levels)
    call restart%file%put_double(restart%ids%time, [1], [1], [60.0_wp * hours])
  end subroutine start_fields

  subroutine put_field(restart, name, values)
    type(restart_file_type), intent(in) :: restart
    character(*), intent(in) :: name
    real(wp), intent(in) :: values(:, :, :)

    call restart%file%put_double(restart%file%variable_of(trim(name)), [1, 1, 1, 1], [restart%shape, 1], values)
  end subroutine put_field

  !> The file is on the disk under its name when this returns.
  subroutine finish_restart(restart)
    type(restart_file_type), intent(inout) :: restart
    logical :: ok

    call restart%file%close()
    call sync_file(restart%path//".tmp", ok)
    if (ok) call rename_file(restart%path//".tmp", restart%path, ok)
    if (.not. ok) call fail(exit_failure, "cannot write the restart '"//restart%path//"'")
    restart%bytes = file_bytes(restart%path)
  end subroutine finish_restart

  !> Of a file on another grid, the program ends.
  subroutine open_restart(path, grid, nlev, restart)
    character(*), intent(in) :: path
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: nlev
    type(restart_file_type), intent(out) :: restart

    if (file_bytes(path) < 0) call fail(exit_failure, "there is no restart '"//path//"'")
    restart%path = path
    restart%shape = [grid%nlon, grid%nlat, nlev]
    call open_netcdf(path, restart%file)
    call require_length("lon", grid%nlon)
    call require_length("lat", grid%nlat)
    call require_length("lev", nlev)

  contains

    subroutine require_length(dimension, length)
      character(*), intent(in) :: dimension
      integer, intent(in) :: length

      call require(restart, dimension, text_of(restart%file%length_of(dimension)), text_of(length))
    end subroutine require_length
  end subroutine open_restart

  !> An attribute that must be what the run has.
  subroutine require_text(restart, name, wanted)
    type(restart_file_type), intent(in) :: restart
    character(*), intent(in) :: name, wanted

    call require(restart, name, restart%file%text_of(name), wanted)
  end subroutine require_text

  subroutine require_number(restart, name, wanted)
    type(restart_file_type), intent(in) :: restart
    character(*), intent(in) :: name
    integer, intent(in) :: wanted

    call require(restart, name, text_of(nint(restart%file%number_of(name))), text_of(wanted))
  end subroutine require_number

  subroutine require(restart, name, given, wanted)
    type(restart_file_type), intent(in) :: restart
    character(*), intent(in) :: name, given, wanted

    if (given /= wanted) call fail(exit_failure, "the restart '"//restart%path//"' does not fit this run: its "//name &
      //" is '"//given//"', the run's '"//wanted//"'; go on with the options that it was written with")
  end subroutine require

  subroutine get_field(restart, name, values)
    type(restart_file_type), intent(in) :: restart
    character(*), intent(in) :: name
    real(wp), intent(out) :: values(:, :, :)
    real(wp), allocatable :: buffer(:, :, :)

    allocate (buffer(restart%shape(1), restart%shape(2), restart%shape(3)))
    call restart%file%get_double(restart%file%variable_of(trim(name)), [1, 1, 1, 1], [restart%shape, 1], buffer)
    values = buffer
  end subroutine get_field

  subroutine close_restart(restart)
    type(restart_file_type), intent(inout) :: restart

    call restart%file%close()
  end subroutine close_restart
end module restart_file
