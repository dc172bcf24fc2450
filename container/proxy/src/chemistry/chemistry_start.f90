!> Chemistry from the table of the mechanism to cells that are ready to go.
module chemistry_start
  use chemistry_plan, only: plan_type, make_plan
  use chemistry_state, only: chemistry_state_type, initialise_chemistry
  use console, only: fail, say, exit_failure
  use generated_kernels, only: find_kernel
  use hybrid_levels, only: levels_type
  use latlon_grid, only: grid_type
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use mechanism_folder, only: mechanism_path
  use text, only: text_of
  implicit none
  private
  public :: start_chemistry

contains

  !> @param name of the mechanism, or the path of its table
  !> @param solver "generated", "vector", or "" for generated code where this build has any of the mechanism
  subroutine start_chemistry(name, solver, grid, levels, state)
    character(*), intent(in) :: name, solver
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    type(chemistry_state_type), intent(out) :: state
    type(mechanism_type) :: mech
    type(plan_type) :: plan

    mech = read_mechanism(mechanism_path(name))
    call make_plan(mech, plan)
    if (solver /= "vector") plan%kernel = find_kernel(plan%fingerprint())
    if (solver == "generated" .and. .not. plan%has_kernel()) then
      call fail(exit_failure, "this program has no generated code of the mechanism '"//name//"' as its table is; leave out " &
                //"--solver, or build it with CTM_PROXY_TABLES (container/proxy/README.md)")
    end if
    call say("Mechanism                  : "//mech%name//" ("//text_of(plan%species)//" species, " &
             //text_of(plan%reactions)//" reactions, "//text_of(plan%entries)//" entries of L + U)")
    call say("Chemistry solver           : "//plan%solver_name())
    call initialise_chemistry(grid, levels, mech, plan, state)
  end subroutine start_chemistry
end module chemistry_start
