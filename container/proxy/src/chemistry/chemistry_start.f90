!> Chemistry from the table of the mechanism to cells that are ready to go.
module chemistry_start
  use kinds, only: wp
  use chemistry_checks, only: chemistry_found_type
  use chemistry_plan, only: plan_type, make_plan
  use chemistry_state, only: chemistry_state_type, initialise_chemistry
  use console, only: say
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use mechanism_folder, only: mechanism_path
  use reference_case, only: reference_answer, reference_error
  use run_options, only: options_type
  use substeps, only: substeps_type
  use text, only: text_of
  implicit none
  private
  public :: start_chemistry

contains

  subroutine start_chemistry(options, state, found)
    type(options_type), intent(in) :: options
    type(chemistry_state_type), intent(out) :: state
    type(chemistry_found_type), intent(inout) :: found
    type(mechanism_type) :: mech
    type(plan_type) :: plan
    type(substeps_type) :: count
    real(wp), allocatable :: y(:)

    mech = read_mechanism(mechanism_path(options%mechanism))
    call make_plan(mech, plan)
    call say("Mechanism                  : "//mech%name//" ("//text_of(plan%species)//" species, " &
             //text_of(plan%reactions)//" reactions, "//text_of(plan%entries)//" entries of L + U)")
    allocate (y(plan%species))
    call reference_answer(mech, plan, mech%reference%rtol, mech%reference%atol, y, count)
    found%reference_error = reference_error(mech, y)
    call initialise_chemistry(named_grid(options%resolution), make_levels(options%levels), mech, plan, state)
  end subroutine start_chemistry
end module chemistry_start
