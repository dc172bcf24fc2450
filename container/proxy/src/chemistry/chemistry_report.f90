!> What report.json says of chemistry alone: the mechanism and the sub-steps.
module chemistry_report
  use chemistry_state, only: chemistry_state_type, default_rtol, default_atol_molecules_cm3
  use json_writer, only: json_file_type
  use kinds, only: wp
  use substeps, only: substeps_type, bins
  implicit none
  private
  public :: write_mechanism, write_substeps

contains

  subroutine write_mechanism(json, state)
    type(json_file_type), intent(inout) :: json
    type(chemistry_state_type), intent(in) :: state

    call json%begin("{", "mechanism")
    call json%string("name", state%mech%name)
    call json%string("solver", state%plan%solver_name())
    call json%integer("species", state%plan%species)
    call json%integer("reactions", state%plan%reactions)
    call json%integer("jacobian_entries", state%plan%jacobian_entries)
    call json%integer("lu_entries", state%plan%entries)
    call json%real("relative_tolerance", default_rtol)
    call json%real("absolute_tolerance_molecules_per_cm3", default_atol_molecules_cm3)
    call json%finish("}")
  end subroutine write_mechanism

  !> @param untimed of the hours before those that are timed
  subroutine write_substeps(json, count, untimed)
    type(json_file_type), intent(inout) :: json
    type(substeps_type), intent(in) :: count, untimed
    integer :: bin

    call json%begin("{", "substeps")
    call json%long("accepted", count%accepted)
    call json%long("rejected", count%rejected)
    call json%begin("[", "histogram")
    do bin = 1, bins
      call json%begin("{")
      if (bin < bins) then
        call json%integer("at_most", 2**(bin - 1))
      else
        call json%null("at_most")
      end if
      call json%long("cell_steps", count%histogram(bin))
      call json%finish("}")
    end do
    call json%finish("]")
    if (untimed%cell_steps > 0) then
      call json%real("per_cell_step_before", real(untimed%accepted + untimed%rejected, wp) / real(untimed%cell_steps, wp))
    end if
    call json%finish("}")
  end subroutine write_substeps
end module chemistry_report
