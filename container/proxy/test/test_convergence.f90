!> Accuracy: one revolution of a smooth field against the exact solution on two grids, and across the poles.
program test_convergence
  use kinds, only: wp
  use constants, only: pi, time_step_s, flow_period_s
  use error_norms, only: norms_type, tracer_error_norms
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use mass_flux, only: update_fluxes
  use tracer_state, only: state_type, initialise_state
  use solid_body_flow, only: make_solid_body_flow
  use tracer_transport, only: advect_tracers, tracer_work_type, allocate_tracer_work
  use text, only: fixed, scientific
  use expectations, only: expect, expect_at_most, finish_tests
  use omp_lib, only: omp_set_num_threads
  implicit none

  integer, parameter :: hills = 2, harmonic = 6 ! tracers: steep for the coarse grid, and as smooth as can be
  integer, parameter :: third = 3

  type(norms_type) :: coarse(harmonic), fine(harmonic), polar(harmonic)

  call omp_set_num_threads(1) ! thousands of tiny steps: on a busy machine two threads would mostly wait for each other
  coarse = errors_after_one_revolution("4x5", 0.05_wp)
  fine = errors_after_one_revolution("2x2.5", 0.05_wp)
  polar = errors_after_one_revolution("4x5", pi / 2 - 0.05_wp)
  call expect_order("Gaussian hills, l1", coarse(hills)%l1, fine(hills)%l1, 1.8_wp)
  call expect_order("Gaussian hills, l2", coarse(hills)%l2, fine(hills)%l2, 1.7_wp)
  call expect_order("first harmonic, l1", coarse(harmonic)%l1, fine(harmonic)%l1, 2.0_wp)
  ! Lower in l2, which weighs the largest errors: they sit at the polar caps, which mix what they receive (first order).
  call expect_order("first harmonic, l2", coarse(harmonic)%l2, fine(harmonic)%l2, 1.4_wp)
  call expect_at_most(polar(hills)%l2, 1.5_wp * coarse(hills)%l2, "error across the poles against that along the equator")
  call finish_tests()

contains

  subroutine expect_order(name, coarse_error, fine_error, lowest)
    character(*), intent(in) :: name
    real(wp), intent(in) :: coarse_error, fine_error, lowest
    real(wp) :: order

    order = log(coarse_error / fine_error) / log(2.0_wp)
    call expect(order >= lowest, "order of convergence, "//name//": "//fixed(order, 2)//" (errors " &
                //scientific(coarse_error)//", "//scientific(fine_error)//")")
  end subroutine expect_order

  function errors_after_one_revolution(resolution, tilt_rad) result(norms)
    character(*), intent(in) :: resolution
    real(wp), intent(in) :: tilt_rad
    type(norms_type) :: norms(harmonic)
    type(state_type) :: state, carried
    type(tracer_work_type), allocatable :: work(:)

    call initialise_state(named_grid(resolution), make_levels(2), make_solid_body_flow(tilt_rad), harmonic, state)
    ! All that travels is the constant, which is always first, the hills, and in the third's place the harmonic.
    call initialise_state(state%grid, state%levels, state%flow, third, carried)
    carried%q(:, :, :, third) = state%q(:, :, :, harmonic)
    carried%lowest(third) = state%lowest(harmonic)
    carried%highest(third) = state%highest(harmonic)
    call allocate_tracer_work(carried, 1, work)
    call update_fluxes(carried%flow, carried%grid, carried%air, 0.0_wp, real(time_step_s, wp), carried%flux) ! steady
    do while (carried%time_s < flow_period_s)
      call advect_tracers(carried, work)
      carried%time_s = carried%time_s + time_step_s
    end do
    state%time_s = carried%time_s
    state%q(:, :, :, hills) = carried%q(:, :, :, hills)
    state%q(:, :, :, harmonic) = carried%q(:, :, :, third)
    norms(hills) = tracer_error_norms(state, hills)
    norms(harmonic) = tracer_error_norms(state, harmonic)
  end function errors_after_one_revolution
end program test_convergence
