!> A collection of all tracers every hour, into files of six hours each, and a restart at the end. The tracers are fields of its
!> own that decay.
!>
!> The timer "Output" runs from opening a file to the return of fsync; reading files back to compare them is "Diagnostics".
module output_process
  use calendar, only: model_time_stamp
  use checksum, only: field_checksum
  use constants, only: seconds_per_hour, steps_per_hour
  use history_file, only: history_file_type, create_history, begin_record, put_tracer, close_history, remember_tracer, &
    history_mismatches
  use hybrid_levels, only: levels_type, make_levels
  use kinds, only: wp, i8
  use latlon_grid, only: grid_type, named_grid
  use model, only: model_type
  use outcome, only: outcome_type
  use posix, only: file_bytes, remove_file
  use process, only: process_type
  use restart_file, only: restart_file_type, create_restart, define_field, start_fields, put_field, finish_restart, &
    open_restart, get_field, close_restart
  use synthetic_field, only: fill_field
  use timers, only: timer_type, start_timer, stop_timer, diagnostics, output
  use tracer_shapes, only: tracer_name
  use verification, only: check
  use work, only: work_type, add_work
  implicit none
  private
  public :: output_process_type, hours_per_file

  !> Of radon-222, so that no two records are alike.
  real(wp), parameter :: lifetime_s = 5.5_wp * 86400
  integer, parameter :: hours_per_file = 6
  integer, parameter :: tracer_offset = 1000 !< apart from the fields of the meteorology

  type, extends(process_type) :: output_process_type
    type(grid_type) :: grid
    type(levels_type) :: levels
    character(4), allocatable :: names(:)
    real(wp), allocatable :: q(:, :, :, :) !< (nlon, nlat, nlev, ntracer)
    type(history_file_type) :: history
    integer :: wrong_records = 0, wrong_descriptions = 0
    integer(i8) :: wrong_restart = 0
  contains
    procedure :: start
    procedure :: is_due
    procedure :: advance
    procedure :: finish
    procedure :: verify
    procedure :: count_work
  end type output_process_type

contains

  subroutine start(self, model)
    class(output_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    integer :: t

    self%every_s = nint(seconds_per_hour)
    self%grid = named_grid(model%options%resolution)
    self%levels = make_levels(model%options%levels)
    self%names = [(tracer_name(t), t=1, model%tracer_count)]
    allocate (self%q(self%grid%nlon, self%grid%nlat, self%levels%nlev, model%tracer_count))
    do t = 1, model%tracer_count
      call fill_field(self%grid, tracer_offset + t, 0, self%q(:, :, :, t))
    end do
  end subroutine start

  !> At the end of its hour, of which the record is.
  pure logical function is_due(self, step)
    class(output_process_type), intent(in) :: self
    integer, intent(in) :: step

    is_due = modulo(step, steps_per_hour) == 0
  end function is_due

  subroutine advance(self, model, list)
    class(output_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    logical :: closes
    integer :: hour, t

    hour = (model%steps_done + 1) / steps_per_hour
    self%q = self%q * exp(-seconds_per_hour / lifetime_s)
    closes = modulo(hour, hours_per_file) == 0 .or. hour == model%options%hours
    call start_timer(list(output))
    if (modulo(hour - 1, hours_per_file) == 0) then
      call create_history(model%options%output//"/ctm-proxy.SpeciesConc."//model_time_stamp(hour)//".nc4", self%grid, &
                          self%levels, self%names, hours_per_file, self%history)
    end if
    call begin_record(self%history, hour)
    do t = 1, size(self%names)
      call put_tracer(self%history, t, self%q(:, :, :, t))
    end do
    if (closes) call close_history(self%history)
    call stop_timer(list(output))
    call count_written(self, 4, model)

    call start_timer(list(diagnostics))
    if (model%options%fault == "mass" .and. hour == model%options%hours) self%q(1, 1, 1, 1) = 2 * self%q(1, 1, 1, 1)
    call remember_record(self)
    if (closes) call check_history(self, model)
    call stop_timer(list(diagnostics))
  end subroutine advance

  !> Of all tracers.
  subroutine count_written(self, bytes_each, model)
    class(output_process_type), intent(in) :: self
    integer, intent(in) :: bytes_each
    type(model_type), intent(inout) :: model

    model%files%output_values = model%files%output_values + size(self%q, kind=i8)
    model%files%output_bytes = model%files%output_bytes + bytes_each * size(self%q, kind=i8)
  end subroutine count_written

  subroutine remember_record(self)
    class(output_process_type), intent(inout) :: self
    integer :: t

    !$omp parallel do schedule(static)
    do t = 1, size(self%names)
      call remember_tracer(self%history, t, self%q(:, :, :, t))
    end do
    !$omp end parallel do
  end subroutine remember_record

  subroutine check_history(self, model)
    class(output_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    integer :: fields, descriptions

    call history_mismatches(self%history, fields, descriptions)
    self%wrong_records = self%wrong_records + fields
    self%wrong_descriptions = self%wrong_descriptions + descriptions
    model%files%output_file_bytes = model%files%output_file_bytes + file_bytes(self%history%path)
    if (.not. model%options%keep_files) call remove_file(self%history%path)
  end subroutine check_history

  !> The restart. Unless files are to be kept, none is left.
  subroutine finish(self, model, list)
    class(output_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    type(restart_file_type) :: restart
    integer :: t

    associate (hours => model%options%hours)
      call start_timer(list(output))
      call create_restart(model%options%output//"/ctm-proxy.Restart."//model_time_stamp(hours)//".nc4", self%grid, &
                          self%levels%nlev, restart)
      do t = 1, size(self%names)
        call define_field(restart, self%names(t))
      end do
      call start_fields(restart, self%grid, self%levels, hours)
      do t = 1, size(self%names)
        call put_field(restart, self%names(t), self%q(:, :, :, t))
      end do
      call finish_restart(restart)
      call stop_timer(list(output))
    end associate
    call count_written(self, 8, model)
    model%files%output_file_bytes = model%files%output_file_bytes + restart%bytes

    call start_timer(list(diagnostics))
    if (model%options%fault == "bounds") self%q(1, 1, 1, 1) = nearest(self%q(1, 1, 1, 1), 1.0_wp)
    self%wrong_restart = restart_mismatches(self, restart%path)
    if (.not. model%options%keep_files) call remove_file(restart%path)
    call stop_timer(list(diagnostics))
  end subroutine finish

  !> How many values differ in any bit.
  integer(i8) function restart_mismatches(self, path) result(differ)
    class(output_process_type), intent(in) :: self
    character(*), intent(in) :: path
    type(restart_file_type) :: restart
    real(wp), allocatable :: values(:, :, :)
    integer :: t

    allocate (values, mold=self%q(:, :, :, 1))
    call open_restart(path, self%grid, self%levels%nlev, restart)
    differ = 0
    do t = 1, size(self%names)
      call get_field(restart, self%names(t), values)
      differ = differ + count(transfer(values, [0_i8]) /= transfer(self%q(:, :, :, t), [0_i8]))
    end do
    call close_restart(restart)
  end function restart_mismatches

  !> - history_mismatch: tracers of records that, read back, differ from their float32 values.
  !> - history_description: dimensions, units, conventions, chunks and compression that are not as they should be.
  !> - restart_mismatch: values of the restart that, read back, differ.
  subroutine verify(self, model, outcome)
    class(output_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("history_mismatch", real(self%wrong_records, wp), 0.0_wp), &
                      check("history_description", real(self%wrong_descriptions, wp), 0.0_wp), &
                      check("restart_mismatch", real(self%wrong_restart, wp), 0.0_wp)])
    outcome%no_norms_because = "nothing is transported"
    outcome%checksum = field_checksum(self%q)
  end subroutine verify

  subroutine count_work(self, model, work)
    class(output_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)

    call add_work(work(output), model%files%output_values, model%files%output_bytes, 0_i8)
  end subroutine count_work
end module output_process
