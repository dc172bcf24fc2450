!> A process of a model: one part of the work of a time step, with its work arrays and what is known of it alone.
!>
!> A simulation is a list of processes (named_simulation) and asks each the same. A process implements what it has to say
!> to; the rest does nothing. What several of them work on is in the model.
module process
  use constants, only: time_step_s
  use json_writer, only: json_file_type
  use model, only: model_type
  use outcome, only: outcome_type
  use restart_file, only: restart_file_type
  use timers, only: timer_type
  use work, only: work_type
  implicit none
  private
  public :: process_type

  type, abstract :: process_type
    integer :: every_s = 0 !< its time step, a multiple of the transport time step; 0: it only watches
  contains
    procedure(start_interface), deferred :: start
    procedure :: is_due
    procedure :: advance
    procedure :: begin_timing
    procedure :: finish
    procedure :: inspect
    procedure :: plant_fault
    procedure :: verify
    procedure :: define
    procedure :: save
    procedure :: load
    procedure :: count_work
    procedure :: describe
  end type process_type

  abstract interface
    !> Work arrays, and whatever else has to be there before the first step. The model's fields are there, with what the
    !> processes before this one in the list have put into them.
    subroutine start_interface(self, model)
      import :: process_type, model_type
      class(process_type), intent(inout) :: self
      type(model_type), intent(inout) :: model
    end subroutine start_interface
  end interface

contains

  !> Whether it advances in a step. It does so in the first step of its own.
  !> @param step from 1, of the transport time step
  pure logical function is_due(self, step)
    class(process_type), intent(in) :: self
    integer, intent(in) :: step

    is_due = .false.
    if (self%every_s > 0) is_due = modulo((step - 1) * time_step_s, self%every_s) == 0
  end function is_due

  !> One time step, under the process's own timers.
  subroutine advance(self, model, list)
    class(process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
  end subroutine advance

  !> The hours that are not timed are over: forget what was counted of them, but nothing that a check must know.
  subroutine begin_timing(self, model)
    class(process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
  end subroutine begin_timing

  !> What is left to do after the last step, under the process's own timers.
  subroutine finish(self, model, list)
    class(process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
  end subroutine finish

  !> Every hour: what must be watched while the run goes on.
  subroutine inspect(self, model)
    class(process_type), intent(inout) :: self
    type(model_type), intent(in) :: model
  end subroutine inspect

  !> A deliberate defect that this process's own check must find.
  !> @param fault "mass" at half time, "bounds" in the final state
  subroutine plant_fault(self, fault, model)
    class(process_type), intent(in) :: self
    character(*), intent(in) :: fault
    type(model_type), intent(inout) :: model
  end subroutine plant_fault

  !> At the end: the checks that the run must have passed, and what else is known of its answer.
  subroutine verify(self, model, outcome)
    class(process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome
  end subroutine verify

  !> The fields and attributes that `save` needs in a restart.
  subroutine define(self, model, restart)
    class(process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(inout) :: restart
  end subroutine define

  subroutine save(self, model, restart)
    class(process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(in) :: restart
  end subroutine save

  !> Replaces the initial state; `model%steps_done` is that of the restart already. Ends the program where the restart is of
  !> other options.
  subroutine load(self, model, restart)
    class(process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(restart_file_type), intent(in) :: restart
  end subroutine load

  !> How much work it did, counted from the source.
  !> @param work by timer
  subroutine count_work(self, model, work)
    class(process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
  end subroutine count_work

  !> Its own members of the report.
  subroutine describe(self, model, json)
    class(process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(json_file_type), intent(inout) :: json
  end subroutine describe
end module process
