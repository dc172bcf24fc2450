!> report.json: what was run, how long it took, and whether it may be believed.
module run_report
  use chemistry_report, only: write_mechanism, write_substeps
  use compiler_facts, only: compiler_name, compiler_flags
  use constants, only: time_step_s, chemistry_step_s
  use error_norms, only: norms_type
  use io_phase, only: io_type, io_sentence
  use kinds, only: wp
  use json_writer, only: json_file_type, open_json, close_json
  use latlon_grid, only: grid_type, named_grid
  use model_components, only: model_type
  use memory_usage, only: peak_memory
  use timers, only: timer_type, total, timesteps
  use tracer_shapes, only: tracer_shape_name
  use verification, only: check_type
  use version, only: program_name, program_version
  use work_model, only: work_type, work_of
  implicit none
  private
  public :: write_report

  integer, parameter :: report_version = 1

contains

  subroutine write_report(path, model, list, checks, norms, checksum, ok)
    character(*), intent(in) :: path, checksum
    type(model_type), intent(in) :: model
    type(timer_type), intent(in) :: list(:)
    type(check_type), intent(in) :: checks(:)
    type(norms_type), intent(in) :: norms(:)
    logical, intent(out) :: ok
    type(json_file_type) :: json
    character(:), allocatable :: reason
    real(wp) :: peak_mib

    call open_json(path, json)
    call json%integer("report_version", report_version)
    call json%string("program", program_name)
    call json%string("version", program_version)
    call json%string("compiler", compiler_name())
    call json%string("compiler_options", compiler_flags())
    call write_setup(json, model)
    call json%begin("[", "phases")
    call write_phases(json, list)
    call json%finish("]")
    call json%seconds("main_loop_wall_s", list(timesteps)%wall_s)
    call json%seconds("total_wall_s", list(total)%wall_s)
    call write_work(json, list, work_of(model))
    call peak_memory(peak_mib, reason)
    call write_memory(json, peak_mib, reason)
    if (model%reacts) call write_substeps(json, model%chemistry)
    if (model%does_io) call write_io(json, model%io)
    call json%begin("{", "verification")
    call json%logical("passed", all(checks%passed))
    call json%begin("[", "checks")
    call write_checks(json, checks)
    call json%finish("]")
    call json%finish("}")
    call write_norms(json, model, norms)
    call json%string("checksum", checksum)
    call close_json(json)
    ok = json%ok
  end subroutine write_report

  subroutine write_setup(json, model)
    type(json_file_type), intent(inout) :: json
    type(model_type), intent(in) :: model
    type(grid_type) :: grid
    integer :: step_s, steps, seconds

    grid = named_grid(model%options%resolution)
    step_s = merge(time_step_s, chemistry_step_s, model%transports)
    if (model%does_io) step_s = 3600
    seconds = (model%steps_done - model%steps_at_start) * time_step_s
    steps = seconds / step_s
    call json%string("simulation", model%options%simulation)
    if (model%transports) call json%string("flow", model%tracers%flow%name)
    if (.not. model%transports) call json%null("flow")
    call json%begin("{", "grid")
    call json%string("resolution", grid%resolution)
    call json%integer("nlon", grid%nlon)
    call json%integer("nlat", grid%nlat)
    call json%integer("nlev", model%options%levels)
    call json%finish("}")
    if (model%transports) call json%integer("tracers", model%tracers%ntracer)
    if (model%does_io) call json%integer("tracers", size(model%io%names))
    if (.not. (model%transports .or. model%does_io)) call json%null("tracers")
    if (model%reacts) call write_mechanism(json, model%chemistry)
    call json%integer("time_step_s", step_s)
    call json%integer("steps", steps)
    call json%integer("simulated_seconds", seconds)
    if (allocated(model%options%restart_in)) then
      call json%integer("simulated_seconds_before", model%steps_at_start * time_step_s)
    end if
    call json%integer("threads", model%threads)
  end subroutine write_setup

  !> Totals, and each phase under the name of its timer.
  subroutine write_work(json, list, work)
    type(json_file_type), intent(inout) :: json
    type(timer_type), intent(in) :: list(:)
    type(work_type), intent(in) :: work(:)
    integer :: p

    call json%begin("{", "work")
    call json%long("bytes_model", sum(work%bytes))
    call json%long("flops_model", sum(work%flops))
    call json%begin("[", "phases")
    do p = 1, size(work)
      call json%begin("{")
      call json%string("name", trim(list(work(p)%phase)%name))
      call json%long("cell_updates", work(p)%cell_updates)
      call json%long("bytes_model", work(p)%bytes)
      call json%long("flops_model", work(p)%flops)
      call json%finish("}")
    end do
    call json%finish("]")
    call json%string("model", "counted from the source, not measured: see container/proxy/README.md, Work")
    call json%finish("}")
  end subroutine write_work

  subroutine write_io(json, io)
    type(json_file_type), intent(inout) :: json
    type(io_type), intent(in) :: io

    call json%begin("{", "io")
    call json%long("input_bytes", io%input_bytes)
    call json%long("input_file_bytes", io%input_file_bytes)
    call json%long("output_bytes", io%output_bytes)
    call json%long("output_file_bytes", io%output_file_bytes)
    if (io%met%cached_share < 0) then
      call json%null("input_cached_share")
    else
      call json%real("input_cached_share", io%met%cached_share)
    end if
    call json%string("model", io_sentence)
    call json%finish("}")
  end subroutine write_io

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

  subroutine write_norms(json, model, norms)
    type(json_file_type), intent(inout) :: json
    type(model_type), intent(in) :: model
    type(norms_type), intent(in) :: norms(:)
    integer :: t

    if (size(norms) == 0) then
      call json%null("error_norms")
      call json%string("error_norms_reason", no_norms_because(model))
      return
    end if
    call json%begin("{", "error_norms")
    call json%real("time_s", model%tracers%time_s)
    call json%begin("[", "tracers")
    do t = 1, size(norms)
      call json%begin("{")
      call json%integer("tracer", t)
      call json%string("shape", tracer_shape_name(t))
      call json%real("l1", norms(t)%l1)
      call json%real("l2", norms(t)%l2)
      call json%real("linf", norms(t)%linf)
      call json%finish("}")
    end do
    call json%finish("]")
    call json%finish("}")
    call json%null("error_norms_reason")
  end subroutine write_norms

  function no_norms_because(model) result(reason)
    type(model_type), intent(in) :: model
    character(:), allocatable :: reason

    if (model%does_io) then
      reason = "nothing is transported"
    else if (model%reacts) then
      reason = "a run with chemistry compares with the mechanism's reference case instead"
    else
      reason = "the exact solution of the "//model%tracers%flow%name &
        //" flow is known only at whole multiples of its period of 288 hours"
    end if
  end function no_norms_because
end module run_report
