!> Meteorology, read from a file every three hours; the file is written when the run starts.
!>
!> The timer "Input" runs from opening the file until it is read; comparing what was read with what was written is
!> "Diagnostics".
module input_process
  use constants, only: steps_per_hour
  use kinds, only: wp, i8
  use latlon_grid, only: grid_type, named_grid
  use met_file, only: met_file_type, write_met, read_met, met_mismatches, met_times_per_day, hours_per_met_time, &
    met_bytes_per_time
  use model, only: model_type
  use outcome, only: outcome_type
  use posix, only: remove_file
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, diagnostics, input
  use verification, only: check
  use work, only: work_type, add_work
  implicit none
  private
  public :: input_process_type, met_times

  type, extends(process_type) :: input_process_type
    type(met_file_type) :: met
    integer(i8) :: bytes_per_time = 0
    integer :: wrong = 0 !< fields
  contains
    procedure :: start
    procedure :: advance
    procedure :: finish
    procedure :: verify
    procedure :: count_work
  end type input_process_type

contains

  !> How many times of day a run of so many hours reads.
  pure integer function met_times(hours)
    integer, intent(in) :: hours

    met_times = min(met_times_per_day, (hours + hours_per_met_time - 1) / hours_per_met_time)
  end function met_times

  subroutine start(self, model)
    class(input_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(grid_type) :: grid

    self%every_s = hours_per_met_time * 3600
    grid = named_grid(model%options%resolution)
    self%bytes_per_time = met_bytes_per_time(grid)
    call write_met(model%options%output//"/ctm-proxy.met.nc4", grid, met_times(model%options%hours), self%met)
  end subroutine start

  subroutine advance(self, model, list)
    class(input_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    integer :: time

    time = modulo(model%steps_done / (steps_per_hour * hours_per_met_time), met_times_per_day) + 1
    call start_timer(list(input))
    call read_met(self%met, time)
    call stop_timer(list(input))
    associate (files => model%files)
      files%input_values = files%input_values + self%bytes_per_time / 4
      files%input_bytes = files%input_bytes + self%bytes_per_time
      files%input_file_bytes = files%input_file_bytes + self%met%bytes / self%met%times
      files%cached_share = self%met%cached_share
    end associate
    call start_timer(list(diagnostics))
    self%wrong = self%wrong + met_mismatches(self%met, time)
    call stop_timer(list(diagnostics))
  end subroutine advance

  !> Unless files are to be kept, none is left.
  subroutine finish(self, model, list)
    class(input_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    if (.not. model%options%keep_files) call remove_file(self%met%path)
  end subroutine finish

  !> - input_mismatch: fields read that differ from what was written before the run.
  subroutine verify(self, model, outcome)
    class(input_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("input_mismatch", real(self%wrong, wp), 0.0_wp)])
  end subroutine verify

  subroutine count_work(self, model, work)
    class(input_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)

    call add_work(work(input), model%files%input_values, model%files%input_bytes, 0_i8)
  end subroutine count_work
end module input_process
