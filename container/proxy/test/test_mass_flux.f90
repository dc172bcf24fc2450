!> The air: hybrid levels, exact continuity, wind speeds, and that the flows go where the scheme has special cases.
program test_mass_flux
  use kinds, only: wp
  use constants, only: pi, earth_radius_m, flow_period_s, surface_pressure_pa
  use latlon_grid, only: grid_type, named_grid
  use hybrid_levels, only: levels_type, make_levels, interface_pressure_pa
  use air_mass, only: air_type, make_air
  use mass_flux, only: flux_type, allocate_fluxes, update_fluxes
  use continuity, only: continuity_residual_kg
  use named_flow, only: make_flow
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none

  character(5), parameter :: resolutions(2) = ["4x5  ", "2x2.5"]
  character(13), parameter :: flows(3) = ["solid        ", "deformational", "three-d      "]
  integer :: r, f

  call levels_decrease_and_nest()
  do r = 1, 2
    call atmosphere_weighs(trim(resolutions(r)))
    do f = 1, 3
      call air_is_conserved(trim(resolutions(r)), trim(flows(f)))
    end do
  end do
  call solid_body_has_its_speed()
  call finish_tests()

contains

  subroutine levels_decrease_and_nest()
    type(levels_type) :: fine, coarse
    real(wp) :: pressure(73), low(73)
    integer :: k

    fine = make_levels(72)
    coarse = make_levels(47)
    pressure = interface_pressure_pa(fine, surface_pressure_pa)
    low = interface_pressure_pa(fine, 0.5_wp * surface_pressure_pa) ! high mountains
    call expect(all(pressure(2:) < pressure(:72)) .and. all(low(2:) < low(:72)), "pressure falls from level to level")
    call expect(all(fine%b >= 0) .and. abs(fine%b(1) - 1) <= 0 .and. abs(fine%b(73)) <= 0, "sigma below, pressure above")
    call expect(coarse%nlev == 47, "47 layers")
    call expect(all([(any(abs(coarse%a_pa(k) - fine%a_pa) <= 0), k = 1, 48)]), "every one of 48 interfaces is one of 73")
  end subroutine levels_decrease_and_nest

  subroutine atmosphere_weighs(resolution)
    character(*), intent(in) :: resolution
    type(grid_type) :: grid
    type(air_type) :: air
    real(wp) :: total_kg, expected_kg

    grid = named_grid(resolution)
    air = make_air(grid, make_levels(72))
    total_kg = sum(air%cell_kg * spread(real(grid%cells_in_row, wp), 2, 72))
    expected_kg = 4 * pi * earth_radius_m**2 * sum(air%layer_kg_m2)
    call expect_at_most(abs(total_kg / expected_kg - 1), 1.0e-11_wp, resolution//" air mass of the globe")
    call expect_at_most(maxval(abs(air%cell_kg - anint(air%cell_kg))), 0.0_wp, resolution//" masses are whole kilograms")
  end subroutine atmosphere_weighs

  subroutine air_is_conserved(resolution, flow)
    character(*), intent(in) :: resolution, flow
    type(grid_type) :: grid
    type(air_type) :: air
    type(flux_type) :: flux
    integer :: reach

    grid = named_grid(resolution)
    air = make_air(grid, make_levels(72))
    call allocate_fluxes(grid, 72, flux)
    call update_fluxes(make_flow(flow), grid, air, 54321.0_wp, 600.0_wp, flux)
    call expect_at_most(continuity_residual_kg(grid, flux), 0.0_wp, resolution//" "//flow//" continuity residual, kg")
    call expect_at_most(maxval(abs(flux%zonal_kg)), 2.0_wp**51, resolution//" "//flow//" fluxes stay in the exact range")
    reach = maxval(flux%zonal_reach)
    if (flow == "three-d") then
      call expect(reach >= 2, resolution//" the three-d flow crosses more than a cell near the poles")
      call expect(any(abs(flux%vertical_kg) > 0), resolution//" and moves air vertically")
      call expect_at_most(maxval(abs(flux%vertical_kg(:, :, 2:72)) &
                                 * max(flux%inverse_left_kg(:, :, :71), flux%inverse_left_kg(:, :, 2:))), 0.5_wp, &
                          resolution//" vertical Courant number")
    else
      call expect_at_most(maxval(abs(flux%vertical_kg)), 0.0_wp, resolution//" "//flow//" is horizontal")
    end if
  end subroutine air_is_conserved

  subroutine solid_body_has_its_speed()
    type(grid_type) :: grid
    type(air_type) :: air
    type(flux_type) :: flux
    real(wp) :: speed_m_s, expected_m_s
    integer :: j

    grid = named_grid("2x2.5")
    air = make_air(grid, make_levels(72))
    call allocate_fluxes(grid, 72, flux)
    call update_fluxes(make_flow("solid"), grid, air, 0.0_wp, 600.0_wp, flux)
    j = 46 ! the equator
    speed_m_s = sum(flux%zonal_kg(:144, j, 1)) / 144 &
      / (earth_radius_m * grid%dlat_rad * air%layer_kg_m2(1) * 600)
    expected_m_s = 2 * pi * earth_radius_m / flow_period_s * cos(0.05_wp) * sin(grid%dlat_rad / 2) / (grid%dlat_rad / 2)
    call expect_at_most(abs(speed_m_s / expected_m_s - 1), 1.0e-9_wp, "zonal mean wind at the equator")
  end subroutine solid_body_has_its_speed
end program test_mass_flux
