!> The whole scheme: conservation, constancy, bounds, tracer correlation, and bitwise independence of the thread count.
program test_transport
  use, intrinsic :: ieee_arithmetic, only: ieee_value, ieee_positive_inf
  use kinds, only: wp
  use constants, only: time_step_s
  use checksum, only: field_checksum
  use global_diagnostics, only: diagnostics_type, start_diagnostics, update_diagnostics, verify_tracers
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use mass_flux, only: update_fluxes
  use tracer_state, only: state_type, initialise_state
  use named_flow, only: make_flow
  use tracer_transport, only: advect_tracers, tracer_work_type, allocate_tracer_work
  use verification, only: check_type
  use expectations, only: expect, expect_at_most, finish_tests
  !$ use omp_lib, only: omp_set_num_threads
  implicit none

  integer, parameter :: levels = 12, tracers = 7
  character(13), parameter :: flows(3) = ["solid        ", "deformational", "three-d      "]
  character(16) :: digests(3)
  integer :: f, threads

  do f = 1, 3
    call invariants_hold("4x5", trim(flows(f)), 72)
  end do
  call invariants_hold("2x2.5", "three-d", 24)
  do threads = 1, 3
    digests(threads) = digest_with(threads)
  end do
  call expect(all(digests == digests(1)), "same bits with 1, 2 and 3 threads: "//digests(1))
  call linear_relation_survives()
  call verification_fails_closed()
  call finish_tests()

contains

  subroutine advance(state, count)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: count
    type(tracer_work_type), allocatable :: work(:)
    integer :: step

    call allocate_tracer_work(state, 3, work)
    do step = 1, count
      call update_fluxes(state%flow, state%grid, state%air, state%time_s + 0.5_wp * time_step_s, &
                         real(time_step_s, wp), state%flux)
      call advect_tracers(state, work)
      state%time_s = state%time_s + time_step_s
    end do
  end subroutine advance

  subroutine invariants_hold(resolution, flow, steps)
    character(*), intent(in) :: resolution, flow
    integer, intent(in) :: steps
    type(state_type) :: state
    type(diagnostics_type) :: found
    character(:), allocatable :: label

    label = resolution//" "//flow//" "
    !$ call omp_set_num_threads(2)
    call initialise_state(named_grid(resolution), make_levels(levels), make_flow(flow), tracers, state)
    call start_diagnostics(state, found)
    call advance(state, steps)
    call update_diagnostics(state, found)
    call expect_at_most(maxval(found%worst_drift), 1.0e-13_wp, label//"mass drift")
    call expect_at_most(maxval(found%worst_overshoot), 1.0e-13_wp, label//"new extrema")
    call expect_at_most(found%worst_variation(1), 0.0_wp, label//"a constant stays constant, exactly")
    call expect(sum(found%not_finite) == 0, label//"all finite")
    call expect_at_most(maxval(state%filled_kg / found%initial_kg) / steps, 1.0e-5_wp, label//"mass moved by the filler per step")
  end subroutine invariants_hold

  character(16) function digest_with(count)
    integer, intent(in) :: count
    type(state_type) :: state

    !$ call omp_set_num_threads(count)
    call initialise_state(named_grid("4x5"), make_levels(levels), make_flow("three-d"), tracers, state)
    call advance(state, 12)
    digest_with = field_checksum(state%q)
  end function digest_with

  !> The limiter commutes with a + b q, so a linear relation between two tracers outlives any transport.
  subroutine linear_relation_survives()
    type(state_type) :: state

    call initialise_state(named_grid("4x5"), make_levels(levels), make_flow("three-d"), 3, state)
    state%q(:, :, :, 3) = 2 - 0.5_wp * state%q(:, :, :, 2)
    state%lowest(3) = 2 - 0.5_wp * state%highest(2)
    state%highest(3) = 2 - 0.5_wp * state%lowest(2)
    call advance(state, 72)
    call expect_at_most(maxval(abs(state%q(:, :, :, 3) - (2 - 0.5_wp * state%q(:, :, :, 2)))), 1.0e-11_wp, &
                        "linear relation between two tracers")
  end subroutine linear_relation_survives

  !> One bad value in one cell is enough.
  subroutine verification_fails_closed()
    type(state_type) :: state
    type(diagnostics_type) :: found
    type(check_type), allocatable :: checks(:)

    call initialise_state(named_grid("4x5"), make_levels(levels), make_flow("three-d"), 2, state)
    call start_diagnostics(state, found)
    call advance(state, 1)
    call update_diagnostics(state, found)
    checks = verify_tracers(state, found)
    call expect(all(checks%passed), "a good state passes")
    state%q(5, 20, 3, 2) = ieee_value(1.0_wp, ieee_positive_inf)
    call update_diagnostics(state, found)
    checks = verify_tracers(state, found)
    call expect(.not. any(pack(checks%passed, checks%name == "not_finite")), "an infinite value is found")
  end subroutine verification_fails_closed
end program test_transport
