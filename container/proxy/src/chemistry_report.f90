!> report.json of a chemistry run: the same shape as that of transport, with the mechanism and the sub-steps.
module chemistry_report
  use kinds, only: wp, i8
  use chemistry_state, only: chemistry_state_type, default_rtol, default_atol_molecules_cm3
  use constants, only: chemistry_step_s
  use json_writer, only: json_file_type, open_json, close_json
  use run_report, only: write_build, write_results
  use substeps, only: bins
  use timers, only: timer_type
  use verification, only: check_type
  implicit none
  private
  public :: write_chemistry_report

  character(*), parameter :: work_sentence = "A cell update is one cell advanced by one chemistry step; flops are the " &
    //"additions, multiplications and divisions of all sub-steps, counted from the solver's lists (rate constants and " &
    //"step control are left out); bytes are each cell's concentrations read and written once per step, since the " &
    //"solver itself works in the cache."

contains

  subroutine write_chemistry_report(path, threads, state, list, checks, checksum, ok)
    character(*), intent(in) :: path, checksum
    integer, intent(in) :: threads
    type(chemistry_state_type), intent(in) :: state
    type(timer_type), intent(in) :: list(:)
    type(check_type), intent(in) :: checks(:)
    logical, intent(out) :: ok
    type(json_file_type) :: json
    integer(i8) :: updates

    updates = int(state%cells, i8) * state%steps_done
    call open_json(path, json)
    call write_build(json)
    call json%string("simulation", "chemistry")
    call json%null("flow")
    call json%begin("{", "grid")
    call json%string("resolution", state%grid%resolution)
    call json%integer("nlon", state%nlon)
    call json%integer("nlat", state%nlat)
    call json%integer("nlev", state%nlev)
    call json%finish("}")
    call json%null("tracers")
    call write_mechanism(json, state)
    call json%integer("time_step_s", chemistry_step_s)
    call json%integer("steps", state%steps_done)
    call json%integer("simulated_seconds", state%steps_done * chemistry_step_s)
    call json%integer("threads", threads)
    call write_results(json, list, checks)
    call json%begin("{", "work")
    call json%long("cell_updates", updates)
    call json%long("bytes_model", updates * 16 * state%plan%species)
    call json%long("flops_model", (state%count%accepted + state%count%rejected) * state%plan%flops_per_substep)
    call json%string("model", work_sentence)
    call json%finish("}")
    call write_substeps(json, state)
    call json%null("error_norms")
    call json%string("error_norms_reason", "a chemistry run compares with the mechanism's reference case instead")
    call json%string("checksum", checksum)
    call close_json(json)
    ok = json%ok
  end subroutine write_chemistry_report

  subroutine write_mechanism(json, state)
    type(json_file_type), intent(inout) :: json
    type(chemistry_state_type), intent(in) :: state

    call json%begin("{", "mechanism")
    call json%string("name", state%mech%name)
    call json%integer("species", state%plan%species)
    call json%integer("reactions", state%plan%reactions)
    call json%integer("jacobian_entries", state%plan%jacobian_entries)
    call json%integer("lu_entries", state%plan%entries)
    call json%real("relative_tolerance", default_rtol)
    call json%real("absolute_tolerance_molecules_per_cm3", default_atol_molecules_cm3)
    call json%finish("}")
  end subroutine write_mechanism

  subroutine write_substeps(json, state)
    type(json_file_type), intent(inout) :: json
    type(chemistry_state_type), intent(in) :: state
    integer :: bin

    call json%begin("{", "substeps")
    call json%long("accepted", state%count%accepted)
    call json%long("rejected", state%count%rejected)
    call json%begin("[", "histogram")
    do bin = 1, bins
      call json%begin("{")
      if (bin < bins) then
        call json%integer("at_most", 2**(bin - 1))
      else
        call json%null("at_most")
      end if
      call json%long("cell_steps", state%count%histogram(bin))
      call json%finish("}")
    end do
    call json%finish("]")
    call json%finish("}")
  end subroutine write_substeps
end module chemistry_report
