!> A chemistry run from the table of the mechanism to the report.
module chemistry_run
  use kinds, only: wp
  use calendar, only: model_time_text
  use checksum, only: column_checksum
  use chemistry_checks, only: chemistry_found_type, inspect_chemistry, verify_chemistry
  use chemistry_faults, only: inject_chemistry_fault
  use chemistry_plan, only: plan_type, make_plan
  use chemistry_report, only: write_chemistry_report
  use chemistry_state, only: chemistry_state_type, initialise_chemistry
  use chemistry_step, only: allocate_integrators, update_sun, react
  use console, only: say
  use constants, only: chemistry_step_s
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use mechanism_folder, only: mechanism_path
  use reference_case, only: reference_answer, reference_error
  use rosenbrock, only: integrator_type
  use run_options, only: options_type
  use substeps, only: substeps_type
  use text, only: text_of
  use timers, only: timer_type, start_timer, stop_timer, total, initialization, timesteps, all_chemistry, gas_phase, &
    photolysis, diagnostics, output
  use verification, only: check_type
  implicit none
  private
  public :: run_chemistry

contains

  !> Stops the total timer; leaves printing the timers and checks to the caller.
  subroutine run_chemistry(options, threads, list, checks, ok)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(timer_type), intent(inout) :: list(:)
    type(check_type), allocatable, intent(out) :: checks(:)
    logical, intent(out) :: ok
    type(chemistry_state_type) :: state
    type(chemistry_found_type) :: found
    type(integrator_type), allocatable :: work(:)
    character(16) :: digest

    call start_timer(list(initialization))
    call prepare(options, state, found)
    call allocate_integrators(state, threads, work)
    call stop_timer(list(initialization))

    call start_timer(list(timesteps))
    call run_hours(options%hours, options%fault, state, work, found, list)
    call stop_timer(list(timesteps))

    checks = verify_chemistry(state, found)
    call start_timer(list(output))
    digest = column_checksum(state%y)
    call stop_timer(list(output))
    call stop_timer(list(total))
    call write_chemistry_report(options%output//"/report.json", threads, state, list, checks, digest, ok)
  end subroutine run_chemistry

  subroutine prepare(options, state, found)
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
  end subroutine prepare

  subroutine run_hours(hours, fault, state, work, found, list)
    integer, intent(in) :: hours
    character(*), intent(in) :: fault
    type(chemistry_state_type), intent(inout) :: state
    type(integrator_type), intent(inout) :: work(:)
    type(chemistry_found_type), intent(inout) :: found
    type(timer_type), intent(inout) :: list(:)
    integer, parameter :: steps_per_hour = 3600 / chemistry_step_s
    character(80) :: line
    integer :: hour, step

    do hour = 1, hours
      do step = 1, steps_per_hour
        call start_timer(list(all_chemistry))
        call start_timer(list(photolysis))
        call update_sun(state)
        call stop_timer(list(photolysis))
        call start_timer(list(gas_phase))
        call react(state, work)
        call stop_timer(list(gas_phase))
        call stop_timer(list(all_chemistry))
        state%steps_done = state%steps_done + 1
        state%time_s = real(state%steps_done, wp) * chemistry_step_s
        call inject_chemistry_fault(fault, hours * steps_per_hour, state)
      end do
      call start_timer(list(diagnostics))
      call inspect_chemistry(state, found)
      call stop_timer(list(diagnostics))
      write (line, '("---> DATE: ",a,"  X-HRS:",f14.6)') model_time_text(hour), real(hour, wp)
      call say(trim(line))
    end do
  end subroutine run_hours
end module chemistry_run
