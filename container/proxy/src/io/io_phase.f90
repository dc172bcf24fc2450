!> Simulation `io`: what GEOS-Chem reads and writes around its computing, with next to no computing. Meteorology comes in
!> every three hours, a collection of all tracers goes out every hour into files of six hours each, a restart at the end.
!>
!> "Input" and "Output" hold what their names say, from opening a file to the return of fsync; making the fields and
!> comparing what was read with what was written is "Diagnostics".
module io_phase
  use calendar, only: model_time_stamp
  use console, only: fail, exit_failure
  use constants, only: seconds_per_hour
  use history_file, only: history_file_type, create_history, begin_record, put_tracer, close_history, remember_tracer, &
    history_mismatches
  use hybrid_levels, only: levels_type, make_levels
  use kinds, only: wp, i8
  use latlon_grid, only: grid_type, named_grid
  use linux_files, only: free_bytes
  use met_file, only: met_file_type, write_met, read_met, met_mismatches, met_times_per_day, hours_per_met_time, &
    met_bytes_per_time
  use posix, only: file_bytes, remove_file
  use restart_file, only: restart_file_type, create_restart, start_fields, put_field, finish_restart, open_restart, get_field, &
    close_restart
  use run_options, only: options_type
  use synthetic_field, only: fill_field
  use text, only: text_of
  use timers, only: timer_type, start_timer, stop_timer, diagnostics, input, output
  use tracer_shapes, only: tracer_name
  use verification, only: check_type, check
  implicit none
  private
  public :: io_type, start_io, io_hour, finish_io, verify_io, io_sentence

  !> Of radon-222, so that no two records are alike.
  real(wp), parameter :: lifetime_s = 5.5_wp * 86400
  integer, parameter :: hours_per_file = 6
  integer, parameter :: tracer_offset = 1000 !< apart from the fields of the meteorology

  character(*), parameter :: io_sentence = "input_bytes and output_bytes are the values handed over by and to netCDF, " &
    //"uncompressed; the file bytes are what the files hold (of the file of meteorology the share that was read). Every " &
    //"file was written to the disk (fsync) within the timer Output. input_cached_share is how much of the file that is " &
    //"read was in the page cache when a read began, at worst: 1 where the scratch space is in memory, as a tmpfs is."

  type :: io_type
    type(grid_type) :: grid
    type(levels_type) :: levels
    character(:), allocatable :: directory, fault
    logical :: keeps_files = .false.
    integer :: hours = 0
    character(4), allocatable :: names(:)
    real(wp), allocatable :: q(:, :, :, :) !< (nlon, nlat, nlev, ntracer)
    type(met_file_type) :: met
    type(history_file_type) :: history
    integer(i8) :: updates = 0 !< values read or written
    integer(i8) :: input_bytes = 0, input_file_bytes = 0, output_bytes = 0, output_file_bytes = 0
    integer :: wrong_inputs = 0, wrong_records = 0, wrong_descriptions = 0
    integer(i8) :: wrong_restart = 0
  end type io_type

contains

  subroutine start_io(options, io)
    type(options_type), intent(in) :: options
    type(io_type), intent(out) :: io
    integer :: times, t

    io%grid = named_grid(options%resolution)
    io%levels = make_levels(options%levels)
    io%directory = options%output
    io%fault = options%fault
    io%keeps_files = options%keep_files
    io%hours = options%hours
    io%names = [(tracer_name(t), t=1, options%tracers)]
    times = min(met_times_per_day, (io%hours + hours_per_met_time - 1) / hours_per_met_time)
    call require_space(io, times)
    allocate (io%q(io%grid%nlon, io%grid%nlat, io%levels%nlev, options%tracers))
    do t = 1, options%tracers
      call fill_field(io%grid, tracer_offset + t, 0, io%q(:, :, :, t))
    end do
    call write_met(io%directory//"/ctm-proxy.met.nc4", io%grid, times, io%met)
  end subroutine start_io

  !> Found out before computing. Counted as if nothing could be compressed: nobody knows by how much beforehand.
  subroutine require_space(io, times)
    type(io_type), intent(in) :: io
    integer, intent(in) :: times
    integer(i8), parameter :: mebi = 1024_i8**2
    integer(i8) :: cells, needed, free

    cells = int(io%grid%nlon * io%grid%nlat, i8) * io%levels%nlev * size(io%names)
    needed = 16 * mebi + times * met_bytes_per_time(io%grid) &
      + 4 * cells * merge(io%hours, min(io%hours, hours_per_file), io%keeps_files) + 8 * cells
    free = free_bytes(io%directory)
    if (free >= 0 .and. free < needed) then
      call fail(exit_failure, "the files of --simulation io may need "//text_of(needed / mebi)//" MiB in '"//io%directory &
                //"', and "//text_of(free / mebi)//" MiB are free; give it a larger file system, fewer tracers or a coarser grid")
    end if
  end subroutine require_space

  !> @param hour from 1; the record is of its end
  subroutine io_hour(io, hour, list)
    type(io_type), intent(inout) :: io
    integer, intent(in) :: hour
    type(timer_type), intent(inout) :: list(:)

    if (modulo(hour - 1, hours_per_met_time) == 0) call read_time(io, (hour - 1) / hours_per_met_time, list)
    io%q = io%q * exp(-seconds_per_hour / lifetime_s)
    call write_record(io, hour, list)
  end subroutine io_hour

  subroutine read_time(io, count, list)
    type(io_type), intent(inout) :: io
    integer, intent(in) :: count
    type(timer_type), intent(inout) :: list(:)
    integer :: time

    time = modulo(count, met_times_per_day) + 1
    call start_timer(list(input))
    call read_met(io%met, time)
    call stop_timer(list(input))
    io%updates = io%updates + met_bytes_per_time(io%grid) / 4
    io%input_bytes = io%input_bytes + met_bytes_per_time(io%grid)
    io%input_file_bytes = io%input_file_bytes + io%met%bytes / io%met%times
    call start_timer(list(diagnostics))
    io%wrong_inputs = io%wrong_inputs + met_mismatches(io%met, time)
    call stop_timer(list(diagnostics))
  end subroutine read_time

  subroutine write_record(io, hour, list)
    type(io_type), intent(inout) :: io
    integer, intent(in) :: hour
    type(timer_type), intent(inout) :: list(:)
    logical :: closes
    integer :: t

    closes = modulo(hour, hours_per_file) == 0 .or. hour == io%hours
    call start_timer(list(output))
    if (modulo(hour - 1, hours_per_file) == 0) then
      call create_history(io%directory//"/ctm-proxy.SpeciesConc."//model_time_stamp(hour)//".nc4", io%grid, io%levels, &
                          io%names, hours_per_file, io%history)
    end if
    call begin_record(io%history, hour)
    do t = 1, size(io%names)
      call put_tracer(io%history, t, io%q(:, :, :, t))
    end do
    if (closes) call close_history(io%history)
    call stop_timer(list(output))
    io%updates = io%updates + size(io%q, kind=i8)
    io%output_bytes = io%output_bytes + 4 * size(io%q, kind=i8)

    call start_timer(list(diagnostics))
    if (io%fault == "mass" .and. hour == io%hours) io%q(1, 1, 1, 1) = 2 * io%q(1, 1, 1, 1)
    call remember_record(io)
    if (closes) call check_history(io)
    call stop_timer(list(diagnostics))
  end subroutine write_record

  subroutine remember_record(io)
    type(io_type), intent(inout) :: io
    integer :: t

    !$omp parallel do schedule(static)
    do t = 1, size(io%names)
      call remember_tracer(io%history, t, io%q(:, :, :, t))
    end do
    !$omp end parallel do
  end subroutine remember_record

  subroutine check_history(io)
    type(io_type), intent(inout) :: io
    integer :: fields, descriptions

    call history_mismatches(io%history, fields, descriptions)
    io%wrong_records = io%wrong_records + fields
    io%wrong_descriptions = io%wrong_descriptions + descriptions
    io%output_file_bytes = io%output_file_bytes + file_bytes(io%history%path)
    if (.not. io%keeps_files) call remove_file(io%history%path)
  end subroutine check_history

  !> The restart; then, unless they are to be kept, no file is left.
  subroutine finish_io(io, list)
    type(io_type), intent(inout) :: io
    type(timer_type), intent(inout) :: list(:)
    type(restart_file_type) :: restart
    integer :: t

    call start_timer(list(output))
    call create_restart(io%directory//"/ctm-proxy.Restart."//model_time_stamp(io%hours)//".nc4", io%grid, io%levels%nlev, &
                        io%names, restart)
    call start_fields(restart, io%grid, io%levels, io%hours)
    do t = 1, size(io%names)
      call put_field(restart, io%names(t), io%q(:, :, :, t))
    end do
    call finish_restart(restart)
    call stop_timer(list(output))
    io%updates = io%updates + size(io%q, kind=i8)
    io%output_bytes = io%output_bytes + 8 * size(io%q, kind=i8)
    io%output_file_bytes = io%output_file_bytes + restart%bytes

    call start_timer(list(diagnostics))
    if (io%fault == "bounds") io%q(1, 1, 1, 1) = nearest(io%q(1, 1, 1, 1), 1.0_wp)
    io%wrong_restart = restart_mismatches(io, restart%path)
    if (.not. io%keeps_files) then
      call remove_file(io%met%path)
      call remove_file(restart%path)
    end if
    call stop_timer(list(diagnostics))
  end subroutine finish_io

  !> How many values differ in any bit.
  integer(i8) function restart_mismatches(io, path) result(differ)
    type(io_type), intent(in) :: io
    character(*), intent(in) :: path
    type(restart_file_type) :: restart
    real(wp), allocatable :: values(:, :, :)
    integer :: t

    allocate (values, mold=io%q(:, :, :, 1))
    call open_restart(path, io%grid, io%levels%nlev, restart)
    differ = 0
    do t = 1, size(io%names)
      call get_field(restart, io%names(t), values)
      differ = differ + count(transfer(values, [0_i8]) /= transfer(io%q(:, :, :, t), [0_i8]))
    end do
    call close_restart(restart)
  end function restart_mismatches

  !> - input_mismatch: fields read that differ from what was written before the run.
  !> - history_mismatch: tracers of records that, read back, differ from their float32 values.
  !> - history_description: dimensions, units, conventions, chunks and compression that are not as they should be.
  !> - restart_mismatch: values of the restart that, read back, differ.
  function verify_io(io) result(checks)
    type(io_type), intent(in) :: io
    type(check_type), allocatable :: checks(:)

    checks = [ &
      check("input_mismatch", real(io%wrong_inputs, wp), 0.0_wp), &
      check("history_mismatch", real(io%wrong_records, wp), 0.0_wp), &
      check("history_description", real(io%wrong_descriptions, wp), 0.0_wp), &
      check("restart_mismatch", real(io%wrong_restart, wp), 0.0_wp)]
  end function verify_io
end module io_phase
