!> Regridding: a constant stays one, totals stay, and a known field comes out as its cells' means.
program test_regridding
  use kinds, only: wp, sp
  use constants, only: pi
  use emission_fields, only: emission_fields_type, make_emission_fields, keep_field, add_up
  use inventory_file, only: inventory_nlon, inventory_nlat
  use latlon_grid, only: grid_type, named_grid
  use regridding, only: regridding_type, make_regridding, regrid
  use expectations, only: expect_at_most, finish_tests
  implicit none
  type(grid_type) :: grid

  grid = named_grid("4x5")
  call constant_stays()
  call wave_becomes_means()
  call times_are_interpolated()
  call finish_tests()

contains

  subroutine constant_stays()
    real(wp) :: to(grid%nlon, grid%nlat)
    real(sp) :: from(inventory_nlon, inventory_nlat)

    from = 0.75_sp
    call regrid(make_regridding(inventory_nlon, inventory_nlat, grid), from, to)
    call expect_at_most(maxval(abs(to - 0.75_wp)), 1.0e-14_wp, "a constant")
  end subroutine constant_stays

  !> sin(lon + 1): the mean over a cell of 5 degrees that begins at half degrees of the finer grid.
  subroutine wave_becomes_means()
    type(emission_fields_type) :: fields
    real(sp) :: from(inventory_nlon, inventory_nlat)
    real(wp) :: mean
    integer :: i

    do i = 1, inventory_nlon
      from(i, :) = real(2 + sin(-pi + (i - 0.5_wp) * 2 * pi / inventory_nlon + 1), sp)
    end do
    call make_emission_fields(grid, 1, 1, fields)
    call keep_field(grid, 1, from, fields)
    associate (west => grid%lon_edge_rad(20), east => grid%lon_edge_rad(21))
      mean = 2 + (cos(west + 1) - cos(east + 1)) / (east - west)
    end associate
    call expect_at_most(abs(fields%later(20, 10, 1) - mean), 1.0e-4_wp, "a wave, cell by cell")
    call expect_at_most(fields%total_error, 1.0e-13_wp, "its total")
    call expect_at_most(abs(fields%later(1, 1, 1) - 2), 1.0e-6_wp, "the mean around the pole")
  end subroutine wave_becomes_means

  subroutine times_are_interpolated()
    type(emission_fields_type) :: fields
    real(sp) :: from(inventory_nlon, inventory_nlat)
    real(wp) :: noon

    call make_emission_fields(grid, 1, 1, fields)
    from = 1
    call keep_field(grid, 1, from, fields)
    from = 3
    call keep_field(grid, 1, from, fields)
    call add_up(grid, 0.0_wp, [0.25_wp], fields)
    noon = fields%flux(1, 20, 1)
    call add_up(grid, 0.0_wp, [0.75_wp], fields)
    call expect_at_most(abs(fields%flux(1, 20, 1) / noon - 2.5_wp / 1.5_wp), 1.0e-14_wp, &
                        "three quarters against one quarter of the way")
  end subroutine times_are_interpolated
end program test_regridding
