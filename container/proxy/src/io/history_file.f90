!> A collection of diagnostics as GEOS-Chem's HISTORY writes one: a float32 variable for each tracer, one record for each
!> time, every level of a record a chunk of its own, shuffled and deflated at level 1.
module history_file
  use checksum, only: single_hash
  use console, only: fail, exit_failure
  use grid_variables, only: grid_variables_type, define_grid, put_grid, conventions, time_units
  use hybrid_levels, only: levels_type
  use kinds, only: sp, wp, i8
  use latlon_grid, only: grid_type
  use netcdf_file, only: netcdf_file_type, create_netcdf, open_netcdf, single
  use posix, only: sync_file
  implicit none
  private
  public :: history_file_type, create_history, begin_record, put_tracer, close_history, remember_tracer, history_mismatches

  character(*), parameter :: prefix = "SpeciesConcVV_", units = "mol mol-1 dry"

  type :: history_file_type
    character(:), allocatable :: path
    character(32), allocatable :: names(:)
    integer :: records = 0
    integer, private :: time_id = -1, shape(3) = 0
    integer, allocatable, private :: variables(:)
    integer(i8), allocatable, private :: hashes(:, :) !< (tracers, records) of what was to be written
    type(netcdf_file_type), private :: file
  end type history_file_type

contains

  subroutine create_history(path, grid, levels, names, most_records, history)
    character(*), intent(in) :: path, names(:)
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    integer, intent(in) :: most_records
    type(history_file_type), intent(out) :: history
    type(grid_variables_type) :: ids
    integer :: t

    history%path = path
    history%names = names
    history%shape = [grid%nlon, grid%nlat, levels%nlev]
    allocate (history%variables(size(names)))
    allocate (history%hashes(size(names), most_records), source=0_i8)
    call create_netcdf(path, history%file)
    ids = define_grid(history%file, "ctm-proxy diagnostic collection: SpeciesConc", grid, levels%nlev)
    history%time_id = ids%time
    do t = 1, size(names)
      history%variables(t) = history%file%compressed_variable(prefix//trim(names(t)), single, ids%field, &
                                                              [grid%nlon, grid%nlat, 1, 1])
      associate (id => history%variables(t))
        call history%file%text("long_name", "Concentration of species "//trim(names(t)), id)
        call history%file%text("units", units, id)
        call history%file%text("averaging_method", "instantaneous", id)
      end associate
    end do
    call history%file%end_definitions()
    call put_grid(history%file, ids, grid, levels)
  end subroutine create_history

  !> @param hours since the first day began
  subroutine begin_record(history, hours)
    type(history_file_type), intent(inout) :: history
    integer, intent(in) :: hours

    history%records = history%records + 1
    call history%file%put_double(history%time_id, [history%records], [1], [60.0_wp * hours])
  end subroutine begin_record

  !> @param values (nlon, nlat, nlev)
  subroutine put_tracer(history, tracer, values)
    type(history_file_type), intent(in) :: history
    integer, intent(in) :: tracer
    real(wp), intent(in) :: values(:, :, :)

    call history%file%put_single(history%variables(tracer), [1, 1, 1, history%records], [history%shape, 1], real(values, sp))
  end subroutine put_tracer

  !> The file is on the disk when this returns.
  subroutine close_history(history)
    type(history_file_type), intent(inout) :: history
    logical :: ok

    call history%file%close()
    call sync_file(history%path, ok)
    if (.not. ok) call fail(exit_failure, "cannot write '"//history%path//"' to the disk (fsync)")
  end subroutine close_history

  !> For the comparison with what is read back; apart from `put_tracer` so that a timer can leave it out.
  subroutine remember_tracer(history, tracer, values)
    type(history_file_type), intent(inout) :: history
    integer, intent(in) :: tracer
    real(wp), intent(in) :: values(:, :, :)

    history%hashes(tracer, history%records) = single_hash(real(values, sp))
  end subroutine remember_tracer

  !> Reads the closed file back.
  !> @return how many tracers of how many records differ in any bit, and how many descriptions are not as they should be
  subroutine history_mismatches(history, fields, descriptions)
    type(history_file_type), intent(in) :: history
    integer, intent(out) :: fields, descriptions
    type(netcdf_file_type) :: file
    real(sp), allocatable :: values(:, :, :)
    real(wp) :: minutes(1)
    integer :: t, record, id

    allocate (values(history%shape(1), history%shape(2), history%shape(3)))
    call open_netcdf(history%path, file)
    fields = 0
    id = file%variable_of("time")
    call file%get_double(id, [history%records], [1], minutes)
    descriptions = count([file%length_of("lon"), file%length_of("lat"), file%length_of("lev"), file%length_of("time")] &
                         /= [history%shape, history%records])
    if (file%text_of("Conventions") /= conventions) descriptions = descriptions + 1
    if (file%text_of("units", id) /= time_units) descriptions = descriptions + 1
    do t = 1, size(history%names)
      id = file%variable_of(prefix//trim(history%names(t)))
      if (file%text_of("units", id) /= units) descriptions = descriptions + 1
      if (.not. file%is_compressed(id, [history%shape(1:2), 1, 1])) descriptions = descriptions + 1
      do record = 1, history%records
        call file%get_single(id, [1, 1, 1, record], [history%shape, 1], values)
        if (single_hash(values) /= history%hashes(t, record)) fields = fields + 1
      end do
    end do
    call file%close()
  end subroutine history_mismatches
end module history_file
