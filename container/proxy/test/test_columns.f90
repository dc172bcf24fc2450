!> Boundary layer mixing and convection on the grid: what must hold for every tracer, and that they do something.
program test_columns
  use kinds, only: wp
  use checksum, only: field_checksum
  use column_convection, only: convection_type, make_convection, convect
  use column_mixing, only: mixing_type, make_mixing, mix_boundary_layer
  use global_diagnostics, only: diagnostics_type, start_diagnostics, update_diagnostics
  use hybrid_levels, only: make_levels
  use latlon_grid, only: named_grid
  use ratio_conversion, only: to_amounts, to_ratios
  use tracer_state, only: state_type, initialise_state
  use named_flow, only: make_flow
  use text, only: text_of
  use expectations, only: expect, expect_at_most, finish_tests
  !$ use omp_lib, only: omp_set_num_threads
  implicit none

  call a_day()
  call conversions_leave_every_bit()
  call expect(digest_with(1) == digest_with(3), "the same bits with 1 and 3 threads")
  call finish_tests()

contains

  subroutine initialise(state, mixing, clouds)
    type(state_type), intent(out) :: state
    type(mixing_type), intent(out) :: mixing
    type(convection_type), intent(out) :: clouds

    call initialise_state(named_grid("4x5"), make_levels(47), make_flow("three-d"), 6, state)
    call make_mixing(state, 3, mixing)
    call make_convection(state, clouds)
  end subroutine initialise

  subroutine step(state, mixing, clouds, which)
    type(state_type), intent(inout) :: state
    type(mixing_type), intent(inout) :: mixing
    type(convection_type), intent(inout) :: clouds
    integer, intent(in) :: which

    call mix_boundary_layer(state, (which - 0.5_wp) * 600, 600.0_wp, mixing)
    call convect(state, (which - 0.5_wp) * 600, 600.0_wp, clouds)
  end subroutine step

  subroutine a_day()
    type(state_type) :: state
    type(mixing_type) :: mixing
    type(convection_type) :: clouds
    type(diagnostics_type) :: found
    real(wp) :: aloft, ground
    integer :: which, substeps

    call initialise(state, mixing, clouds)
    state%q(:, :, :, 6) = 0
    state%q(:, :, 1, 6) = 1 ! from the ground up
    state%lowest(6) = 0
    state%highest(6) = 1
    call start_diagnostics(state, found)
    substeps = 0
    do which = 1, 144
      call step(state, mixing, clouds, which)
      substeps = max(substeps, clouds%substeps)
    end do
    call update_diagnostics(state, found)
    call expect_at_most(maxval(found%worst_drift), 1.0e-13_wp, "mass drift over a day")
    call expect_at_most(maxval(found%worst_overshoot), 1.0e-14_wp, "new extrema")
    call expect_at_most(found%worst_variation(1), 0.0_wp, "a constant stays constant, exactly")
    call expect(sum(found%not_finite) == 0, "all finite")
    call expect(substeps == 2, "sub-steps of convection are 300 s: "//text_of(substeps))
    call expect(all(abs(state%q(2:, [1, 46], :, :) - spread(state%q(1, [1, 46], :, :), 1, 71)) <= 0), &
                "copies of a polar cap stay equal")
    ! At 10 hPa per level near the ground and 47 levels, 20 is about 5 km: only convection reaches it.
    aloft = maxval(state%q(:, 23, 20, 6))
    call expect(aloft > 1.0e-3_wp .and. aloft < 0.1_wp, "convection carries air from the ground to the middle troposphere")
    ground = maxval(state%q(:, 23, 1, 6))
    call expect(ground < 0.5_wp, "the boundary layer mixes")
  end subroutine a_day

  subroutine conversions_leave_every_bit()
    type(state_type) :: state
    type(mixing_type) :: mixing
    type(convection_type) :: clouds
    real(wp), allocatable :: air(:, :, :)
    real(wp) :: kg_m2
    character(16) :: before

    call initialise(state, mixing, clouds)
    allocate (air(state%nlon, state%nlat, state%nlev))
    before = field_checksum(state%q)
    call to_amounts(state, air)
    kg_m2 = (state%air%interface_pa(1) - state%air%interface_pa(2)) / 9.80665_wp
    call expect(air(5, 7, 1) > kg_m2 / 2 .and. air(5, 7, 1) <= 2 * kg_m2, "a layer's air, within a factor of two")
    call expect(field_checksum(state%q) /= before, "amounts are no mixing ratios")
    call to_ratios(state, air)
    call expect(field_checksum(state%q) == before, "there and back, every bit is the same")
  end subroutine conversions_leave_every_bit

  character(16) function digest_with(threads)
    integer, intent(in) :: threads
    type(state_type) :: state
    type(mixing_type) :: mixing
    type(convection_type) :: clouds
    integer :: which

    !$ call omp_set_num_threads(threads)
    call initialise(state, mixing, clouds)
    do which = 70, 75
      call step(state, mixing, clouds, which)
    end do
    digest_with = field_checksum(state%q)
  end function digest_with
end program test_columns
