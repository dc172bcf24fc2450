!> report.json: what was run, how long it took, and whether it may be believed.
module run_report
  use compiler_facts, only: compiler_name, compiler_flags
  use constants, only: time_step_s
  use file_traffic, only: write_traffic
  use kinds, only: wp
  use json_writer, only: json_file_type, open_json, close_json
  use latlon_grid, only: grid_type, named_grid
  use memory_usage, only: peak_memory
  use outcome, only: outcome_type
  use static_schedule, only: most_per_thread, idle_share
  use simulation, only: simulation_type, work_of, time_step_of
  use timers, only: timer_type, total, timesteps
  use tracer_shapes, only: tracer_shape_name
  use verification, only: check_type
  use version, only: program_name, program_version
  use work, only: work_type
  implicit none
  private
  public :: write_report

  integer, parameter :: report_version = 1

contains

  subroutine write_report(path, run, list, outcome, ok)
    character(*), intent(in) :: path
    type(simulation_type), intent(in) :: run
    type(timer_type), intent(in) :: list(:)
    type(outcome_type), intent(in) :: outcome
    logical, intent(out) :: ok
    type(json_file_type) :: json
    character(:), allocatable :: reason
    real(wp) :: peak_mib
    integer :: p

    call open_json(path, json)
    call json%integer("report_version", report_version)
    call json%string("program", program_name)
    call json%string("version", program_version)
    call json%string("compiler", compiler_name())
    call json%string("compiler_options", compiler_flags())
    call write_setup(json, run)
    call json%begin("[", "phases")
    call write_phases(json, list)
    call json%finish("]")
    call json%seconds("main_loop_wall_s", list(timesteps)%wall_s)
    call json%seconds("total_wall_s", list(total)%wall_s)
    call write_work(json, list, work_of(run, size(list)))
    call peak_memory(peak_mib, reason)
    call write_memory(json, peak_mib, reason)
    do p = 1, size(run%processes)
      call run%processes(p)%it%describe(run%model, json)
    end do
    call write_traffic(json, run%model%files)
    call json%begin("{", "verification")
    call json%logical("passed", all(outcome%checks%passed))
    call json%begin("[", "checks")
    call write_checks(json, outcome%checks)
    call json%finish("]")
    call json%finish("}")
    call write_norms(json, run%model%tracers%time_s, outcome)
    call json%string("checksum", outcome%checksum)
    call close_json(json)
    ok = json%ok
  end subroutine write_report

  subroutine write_setup(json, run)
    type(json_file_type), intent(inout) :: json
    type(simulation_type), intent(in) :: run
    type(grid_type) :: grid
    integer :: step_s

    associate (model => run%model)
      grid = named_grid(model%options%resolution)
      step_s = time_step_of(run)
      call json%string("simulation", model%options%simulation)
      if (allocated(model%tracers%flow)) then
        call json%string("flow", model%tracers%flow%name)
      else
        call json%null("flow")
      end if
      call json%begin("{", "grid")
      call json%string("resolution", grid%resolution)
      call json%integer("nlon", grid%nlon)
      call json%integer("nlat", grid%nlat)
      call json%integer("nlev", model%options%levels)
      call json%finish("}")
      if (model%tracer_count > 0) then
        call json%integer("tracers", model%tracer_count)
      else
        call json%null("tracers")
      end if
      call json%integer("time_step_s", step_s)
      call json%integer("steps", model%steps_of_run(step_s))
      call json%integer("simulated_seconds", model%steps_of_run(1))
      if (allocated(model%options%restart_in)) then
        call json%integer("simulated_seconds_before", model%steps_at_start * time_step_s)
      end if
      if (model%options%spin_up > 0) call json%integer("spin_up_seconds", model%options%spin_up * 3600)
      call json%integer("threads", model%threads)
      if (model%tracers%ntracer > 0) call write_tracer_loop(json, model%tracers%ntracer, model%threads)
    end associate
  end subroutine write_setup

  !> How the loop over tracers is dealt out. Its threads also touched the tracers' memory first, so each has its own near by.
  subroutine write_tracer_loop(json, tracers, threads)
    type(json_file_type), intent(inout) :: json
    integer, intent(in) :: tracers, threads

    call json%begin("{", "tracer_loop")
    call json%string("schedule", "static")
    call json%integer("most_per_thread", most_per_thread(tracers, threads))
    call json%real("idle_share", idle_share(tracers, threads))
    call json%string("first_touch", "parallel")
    call json%finish("}")
  end subroutine write_tracer_loop

  !> Totals, and each phase under the name of its timer.
  subroutine write_work(json, list, work)
    type(json_file_type), intent(inout) :: json
    type(timer_type), intent(in) :: list(:)
    type(work_type), intent(in) :: work(:)
    integer :: t

    call json%begin("{", "work")
    call json%long("bytes_model", sum(work%bytes))
    call json%long("flops_model", sum(work%flops))
    call json%begin("[", "phases")
    do t = 1, size(work)
      if (.not. work(t)%counted) cycle
      call json%begin("{")
      call json%string("name", trim(list(t)%name))
      call json%long("cell_updates", work(t)%cell_updates)
      call json%long("bytes_model", work(t)%bytes)
      call json%long("flops_model", work(t)%flops)
      call json%finish("}")
    end do
    call json%finish("]")
    call json%string("model", "counted from the source, not measured: see container/proxy/README.md, Work")
    call json%finish("}")
  end subroutine write_work

  !> @param peak_mib absent where it cannot be known
  subroutine write_memory(json, peak_mib, reason)
    type(json_file_type), intent(inout) :: json
    real(wp), intent(in) :: peak_mib
    character(*), intent(in) :: reason

    call json%begin("{", "peak_memory_mib")
    if (reason == "") call json%real("value", peak_mib)
    if (reason /= "") call json%null("value")
    if (reason /= "") call json%string("reason", reason)
    call json%finish("}")
  end subroutine write_memory

  subroutine write_phases(json, list)
    type(json_file_type), intent(inout) :: json
    type(timer_type), intent(in) :: list(:)
    integer :: t

    do t = 1, size(list)
      if (list(t)%calls == 0) cycle
      call json%begin("{")
      call json%string("name", trim(list(t)%name))
      call json%seconds("wall_s", list(t)%wall_s)
      call json%seconds("cpu_s", list(t)%cpu_s)
      call json%integer("calls", list(t)%calls)
      call json%finish("}")
    end do
  end subroutine write_phases

  subroutine write_checks(json, checks)
    type(json_file_type), intent(inout) :: json
    type(check_type), intent(in) :: checks(:)
    integer :: c

    do c = 1, size(checks)
      call json%begin("{")
      call json%string("name", trim(checks(c)%name))
      call json%real("value", checks(c)%value)
      call json%real("limit", checks(c)%limit)
      call json%string("unit", trim(checks(c)%unit))
      call json%logical("passed", checks(c)%passed)
      call json%finish("}")
    end do
  end subroutine write_checks

  subroutine write_norms(json, time_s, outcome)
    type(json_file_type), intent(inout) :: json
    real(wp), intent(in) :: time_s
    type(outcome_type), intent(in) :: outcome
    integer :: t

    if (.not. allocated(outcome%norms)) then
      call json%null("error_norms")
      call json%string("error_norms_reason", outcome%no_norms_because)
      return
    end if
    call json%begin("{", "error_norms")
    call json%real("time_s", time_s)
    call json%begin("[", "tracers")
    do t = 1, size(outcome%norms)
      call json%begin("{")
      call json%integer("tracer", t)
      call json%string("shape", tracer_shape_name(t))
      call json%real("l1", outcome%norms(t)%l1)
      call json%real("l2", outcome%norms(t)%l2)
      call json%real("linf", outcome%norms(t)%linf)
      call json%finish("}")
    end do
    call json%finish("]")
    call json%finish("}")
    call json%null("error_norms_reason")
  end subroutine write_norms

end module run_report
