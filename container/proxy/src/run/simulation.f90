!> A run: a model and the processes that work on it.
module simulation
  use kinds, only: wp
  use calendar, only: model_time_text
  use console, only: say
  use constants, only: steps_per_hour
  use model, only: model_type, start_clock
  use named_simulation, only: make_simulation
  use outcome, only: outcome_type
  use posix, only: touch_invalid_memory
  use process_list, only: process_item_type
  use run_options, only: options_type
  use timers, only: timer_type, new_timers, start_timer, stop_timer, diagnostics
  use work, only: work_type
  implicit none
  private
  public :: simulation_type, start_simulation, spin_up_hours, run_hours, finish_simulation, verify_simulation, work_of, time_step_of

  type :: simulation_type
    type(model_type) :: model
    type(process_item_type), allocatable :: processes(:)
  end type simulation_type

contains

  subroutine start_simulation(options, threads, run)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(simulation_type), intent(out) :: run
    integer :: p

    call start_clock(options, threads, run%model)
    call make_simulation(run%model, run%processes)
    do p = 1, size(run%processes)
      call run%processes(p)%it%start(run%model)
    end do
  end subroutine start_simulation

  !> The hours before those that are timed. Their times are in none of the timers but the caller's.
  subroutine spin_up_hours(run)
    type(simulation_type), intent(inout) :: run
    type(timer_type), allocatable :: ignored(:)
    integer :: p

    ignored = new_timers()
    call advance_hours(run, run%model%options%spin_up, ignored)
    run%model%steps_untimed = run%model%steps_done
    do p = 1, size(run%processes)
      call run%processes(p)%it%begin_timing(run%model)
    end do
  end subroutine spin_up_hours

  subroutine run_hours(run, list)
    type(simulation_type), intent(inout) :: run
    type(timer_type), intent(inout) :: list(:)

    call advance_hours(run, run%model%options%hours, list)
  end subroutine run_hours

  subroutine advance_hours(run, hours, list)
    type(simulation_type), intent(inout) :: run
    integer, intent(in) :: hours
    type(timer_type), intent(inout) :: list(:)
    character(80) :: line
    integer :: hour, hours_before, p, step

    hours_before = run%model%steps_done / steps_per_hour
    do hour = hours_before + 1, hours_before + hours
      do step = 1, steps_per_hour
        call advance_processes(run, list)
      end do
      call start_timer(list(diagnostics))
      do p = 1, size(run%processes)
        call run%processes(p)%it%inspect(run%model)
      end do
      call stop_timer(list(diagnostics))
      write (line, '("---> DATE: ",a,"  X-HRS:",f14.6)') model_time_text(hour), real(hour, wp)
      call say(trim(line))
    end do
  end subroutine advance_hours

  !> One transport time step: every process that is due.
  subroutine advance_processes(run, list)
    type(simulation_type), intent(inout) :: run
    type(timer_type), intent(inout) :: list(:)
    integer :: p

    do p = 1, size(run%processes)
      if (run%processes(p)%it%is_due(run%model%steps_done + 1)) call run%processes(p)%it%advance(run%model, list)
    end do
    run%model%steps_done = run%model%steps_done + 1
    call plant_fault(run)
  end subroutine advance_processes

  !> Deliberate defects, for testing that the checks fire (environment variable CTM_PROXY_FAULT): "mass" and "crash" at half
  !> time, "bounds" in the final state.
  subroutine plant_fault(run)
    type(simulation_type), intent(inout) :: run
    integer :: p
    logical :: due

    associate (model => run%model, fault => run%model%options%fault)
      if (fault == "bounds") then
        due = model%steps_done == model%steps
      else
        due = model%steps_done == model%steps_at_start + (model%steps - model%steps_at_start) / 2
      end if
      if (fault == "" .or. .not. due) return
      if (fault == "crash") call touch_invalid_memory()
      do p = 1, size(run%processes)
        call run%processes(p)%it%plant_fault(fault, model)
      end do
    end associate
  end subroutine plant_fault

  subroutine finish_simulation(run, list)
    type(simulation_type), intent(inout) :: run
    type(timer_type), intent(inout) :: list(:)
    integer :: p

    do p = 1, size(run%processes)
      call run%processes(p)%it%finish(run%model, list)
    end do
  end subroutine finish_simulation

  subroutine verify_simulation(run, outcome)
    type(simulation_type), intent(in) :: run
    type(outcome_type), intent(out) :: outcome
    integer :: p

    do p = 1, size(run%processes)
      call run%processes(p)%it%verify(run%model, outcome)
    end do
  end subroutine verify_simulation

  !> @return by timer
  function work_of(run, timer_count) result(work)
    type(simulation_type), intent(in) :: run
    integer, intent(in) :: timer_count
    type(work_type) :: work(timer_count)
    integer :: p

    do p = 1, size(run%processes)
      call run%processes(p)%it%count_work(run%model, work)
    end do
  end function work_of

  !> The shortest of its processes, in seconds.
  pure integer function time_step_of(run)
    type(simulation_type), intent(in) :: run
    integer :: p

    time_step_of = huge(time_step_of)
    do p = 1, size(run%processes)
      associate (every_s => run%processes(p)%it%every_s)
        if (every_s > 0) time_step_of = min(time_step_of, every_s)
      end associate
    end do
  end function time_step_of
end module simulation
