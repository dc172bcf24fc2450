!> What the processes of a run share: what was asked, the clock, and the fields that more than one of them works on.
module model
  use chemistry_state, only: chemistry_state_type
  use constants, only: steps_per_hour, time_step_s
  use file_traffic, only: file_traffic_type
  use kinds, only: wp
  use run_options, only: options_type
  use tracer_state, only: state_type
  implicit none
  private
  public :: model_type, start_clock

  type :: model_type
    type(options_type) :: options
    integer :: threads = 1, steps = 0, steps_done = 0 !< of the transport time step, which paces every simulation
    integer :: steps_at_start = 0 !< done by the runs that a restart goes on from
    integer :: steps_untimed = 0  !< done by those and in the hours that are not timed
    type(state_type) :: tracers              !< none (ntracer = 0) where nothing is transported
    type(chemistry_state_type) :: chemistry  !< no cells where nothing reacts
    integer :: tracer_count = 0              !< transported, or written to files; 0: there are none
    real(wp), allocatable :: air(:)          !< (cells) concentration of air where tracers react, see unit_conversion
    real(wp), allocatable :: gained_kg(:), deposited_kg(:) !< (tracers) air mass times mixing ratio so far, where there are such
    type(file_traffic_type) :: files
  contains
    procedure :: steps_of_run
  end type model_type

contains

  subroutine start_clock(options, threads, model)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(model_type), intent(out) :: model

    model%options = options
    model%threads = threads
    model%steps = (options%spin_up + options%hours) * steps_per_hour
  end subroutine start_clock

  !> Steps of `step_s` seconds that this run has made and timed.
  pure integer function steps_of_run(self, step_s)
    class(model_type), intent(in) :: self
    integer, intent(in) :: step_s

    steps_of_run = (self%steps_done - self%steps_untimed) * time_step_s / step_s
  end function steps_of_run
end module model
