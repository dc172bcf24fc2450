!> The same answers on every processor: the numbers below are from x86-64, and every build on every architecture is held
!> to them. Bits can only agree where multiplications and additions are not fused: GCC fuses them wherever the processor
!> can, so on aarch64 by default, on x86-64 only with -march. Mixing ratios of transport are then still not bit for bit the
!> same, since the C library's sine and cosine differ in the last place.
program test_agreement
  use, intrinsic :: iso_fortran_env, only: int64
  use kinds, only: wp
  use checksum, only: fnv1a
  use chemistry_plan, only: plan_type, make_plan
  use compiler_facts, only: compiler_flags
  use console, only: say
  use constants, only: time_step_s
  use error_norms, only: norms_type, tracer_error_norms
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use mass_flux, only: update_fluxes
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use tracer_state, only: state_type, initialise_state
  use rate_constants, only: conditions_type
  use rosenbrock, only: integrator_type, queue_type, make_integrator, integrate
  use solid_body_flow, only: make_solid_body_flow
  use substeps, only: substeps_type
  use tracer_transport, only: advect_tracers, tracer_work_type, allocate_tracer_work
  use expectations, only: expect, expect_at_most, finish_tests
  use omp_lib, only: omp_set_num_threads
  implicit none
  character(200) :: folder

  call get_command_argument(1, folder)
  call omp_set_num_threads(1) ! the work is for one
  call transport_agrees()
  call chemistry_agrees()
  call finish_tests()

contains

  subroutine transport_agrees()
    integer, parameter :: hills = 2, harmonic = 6, steps = 36
    type(state_type) :: state
    type(tracer_work_type), allocatable :: work(:)
    integer :: step

    call initialise_state(named_grid("4x5"), make_levels(2), make_solid_body_flow(0.05_wp), harmonic, state)
    call allocate_tracer_work(state, 1, work)
    call update_fluxes(state%flow, state%grid, state%air, 0.0_wp, real(time_step_s, wp), state%flux)
    do step = 1, steps
      call advect_tracers(state, work)
      state%time_s = state%time_s + time_step_s
    end do
    call near("Gaussian hills", tracer_error_norms(state, hills), &
              norms_type(3.1770877405798139e-3_wp, 7.0366296530532746e-3_wp, 1.2632601924684912e-2_wp))
    call near("first harmonic", tracer_error_norms(state, harmonic), &
              norms_type(1.3080974525248219e-6_wp, 1.9550777681106983e-6_wp, 1.4434633138165962e-5_wp))
  end subroutine transport_agrees

  subroutine near(name, found, known)
    character(*), intent(in) :: name
    type(norms_type), intent(in) :: found, known
    real(wp), parameter :: limit = 1.0e-9_wp

    call expect_at_most(abs(found%l1 / known%l1 - 1), limit, name//", l1")
    call expect_at_most(abs(found%l2 / known%l2 - 1), limit, name//", l2")
    call expect_at_most(abs(found%linf / known%linf - 1), limit, name//", linf")
  end subroutine near

  !> POLLU in cells with the sun from 0 to 1, an hour in three steps.
  subroutine chemistry_agrees()
    integer, parameter :: cells = 16
    type(mechanism_type) :: mech
    type(plan_type) :: plan
    type(integrator_type) :: work
    type(substeps_type) :: count
    type(queue_type) :: queue
    type(conditions_type) :: here(cells)
    real(wp), allocatable :: y(:, :)
    real(wp) :: step_s(cells)
    integer(int64), allocatable :: bits(:)
    integer :: cell, step

    mech = read_mechanism(trim(folder)//"/pollu.mech")
    call make_plan(mech, plan)
    call make_integrator(plan, work)
    do cell = 1, cells
      here(cell) = conditions_type(mech%temperature_k, mech%pressure_pa, mech%air, real(cell - 1, wp) / (cells - 1))
    end do
    y = spread(mech%initial, 2, cells)
    step_s = 0
    do step = 1, 3
      queue = queue_type()
      call integrate(mech, plan, here, 1200.0_wp, 0.5e-3_wp, 1.0e-15_wp, work, y, step_s, queue, count)
    end do
    call expect_at_most(abs(sum(y) / 9.9299516348921646_wp - 1), 1.0e-9_wp, "POLLU, sum of all concentrations")
    call expect(count%accepted == 1693 .and. count%rejected == 45, "POLLU, sub-steps")
    bits = transfer(y, bits)
    if (unfused()) then
      call expect(fnv1a(bits) == int(z'66BF46BAD475DA76', int64), "POLLU, every bit of every concentration")
    else
      call say("bits are not compared: this build may fuse multiplications and additions")
    end if
  end subroutine chemistry_agrees

  logical function unfused()
    character(:), allocatable :: flags

    flags = compiler_flags()//" "
    unfused = index(flags, "-ffp-contract=off ") > 0 .or. index(flags, "-march=x86-64 ") > 0
  end function unfused
end program test_agreement
