!> report.json: what was run, how long it took, and whether it may be believed.
module run_report
  use compiler_facts, only: compiler_name, compiler_flags
  use kinds, only: wp, i8
  use constants, only: time_step_s
  use error_norms, only: norms_type, exact_solution_known, tracer_error_norms
  use json_writer, only: json_file_type, open_json, close_json
  use model_state, only: state_type
  use run_options, only: options_type
  use timers, only: timer_type, total, timesteps
  use tracer_shapes, only: tracer_shape_name
  use verification, only: check_type
  use version, only: program_name, program_version
  use work_model, only: cell_updates, bytes_per_update, flops_per_update, work_model_sentence
  implicit none
  private
  public :: write_report, write_build, write_results

  integer, parameter :: report_version = 1

contains

  subroutine write_report(path, options, threads, state, list, checks, norms, checksum, ok)
    character(*), intent(in) :: path, checksum
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(state_type), intent(in) :: state
    type(timer_type), intent(in) :: list(:)
    type(check_type), intent(in) :: checks(:)
    type(norms_type), intent(in) :: norms(:)
    logical, intent(out) :: ok
    type(json_file_type) :: json

    call open_json(path, json)
    call write_build(json)
    call json%string("simulation", options%simulation)
    call json%string("flow", state%flow%name)
    call json%begin("{", "grid")
    call json%string("resolution", state%grid%resolution)
    call json%integer("nlon", state%nlon)
    call json%integer("nlat", state%nlat)
    call json%integer("nlev", state%nlev)
    call json%finish("}")
    call json%integer("tracers", state%ntracer)
    call json%integer("time_step_s", time_step_s)
    call json%integer("steps", state%steps_done)
    call json%integer("simulated_seconds", state%steps_done * time_step_s)
    call json%integer("threads", threads)
    call write_results(json, list, checks)
    call json%begin("{", "work")
    call json%long("cell_updates", cell_updates(state))
    call json%long("bytes_model", cell_updates(state) * bytes_per_update)
    call json%long("flops_model", cell_updates(state) * flops_per_update)
    call json%string("model", work_model_sentence)
    call json%finish("}")
    call write_norms(json, state, norms)
    call json%string("checksum", checksum)
    call close_json(json)
    ok = json%ok
  end subroutine write_report

  subroutine write_build(json)
    type(json_file_type), intent(inout) :: json

    call json%integer("report_version", report_version)
    call json%string("program", program_name)
    call json%string("version", program_version)
    call json%string("compiler", compiler_name())
    call json%string("compiler_options", compiler_flags())
  end subroutine write_build

  !> Times and verification, which every simulation has.
  subroutine write_results(json, list, checks)
    type(json_file_type), intent(inout) :: json
    type(timer_type), intent(in) :: list(:)
    type(check_type), intent(in) :: checks(:)

    call json%begin("[", "phases")
    call write_phases(json, list)
    call json%finish("]")
    call json%seconds("main_loop_wall_s", list(timesteps)%wall_s)
    call json%seconds("total_wall_s", list(total)%wall_s)
    call json%begin("{", "verification")
    call json%logical("passed", all(checks%passed))
    call json%begin("[", "checks")
    call write_checks(json, checks)
    call json%finish("]")
    call json%finish("}")
  end subroutine write_results

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

  subroutine write_norms(json, state, norms)
    type(json_file_type), intent(inout) :: json
    type(state_type), intent(in) :: state
    type(norms_type), intent(in) :: norms(:)
    integer :: t

    if (size(norms) == 0) then
      call json%null("error_norms")
      call json%string("error_norms_reason", "the exact solution of the "//state%flow%name &
                       //" flow is known only at whole multiples of its period of 288 hours")
      return
    end if
    call json%begin("{", "error_norms")
    call json%real("time_s", state%time_s)
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
end module run_report
