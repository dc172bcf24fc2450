!> Mass of air in each cell, in whole kilograms.
!>
!> Why whole kilograms: a float64 holds integers up to 2**53 exactly, the largest mass or flux here is below 2**51 kg,
!> so sums and differences of masses and fluxes carry no round-off at all. Discrete continuity then holds to the last
!> bit, the air mass never drifts, and any deviation of a constant tracer is a defect of the transport code. The
!> rounding itself moves the thinnest polar cell by less than one part in 1e8.
module air_mass
  use kinds, only: wp
  use constants, only: gravity_m_s2, surface_pressure_pa
  use latlon_grid, only: grid_type
  use hybrid_levels, only: levels_type, interface_pressure_pa
  implicit none
  private
  public :: air_type, make_air, whole_kg

  type :: air_type
    real(wp), allocatable :: interface_pa(:)        !< (nlev+1) pressure, surface upwards
    real(wp), allocatable :: layer_kg_m2(:)         !< (nlev)
    real(wp), allocatable :: cell_kg(:, :)          !< (nlat, nlev) mass of one cell; of the whole cap in polar rows
    real(wp), allocatable :: inverse_cell_kg(:, :)  !< (nlat, nlev)
  end type air_type

  !> Adding and subtracting 1.5 * 2**52 rounds a float64 of magnitude below 2**51 to the nearest integer. Unlike ANINT
  !> it vectorises on the x86-64 baseline instruction set.
  real(wp), parameter :: rounder = 6755399441055744.0_wp

contains

  !> Surface pressure is uniform, so that the analytic solutions of the test flows are exact on every level.
  function make_air(grid, levels) result(air)
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    type(air_type) :: air
    integer :: k

    air%interface_pa = interface_pressure_pa(levels, surface_pressure_pa)
    air%layer_kg_m2 = (air%interface_pa(:levels%nlev) - air%interface_pa(2:)) / gravity_m_s2
    allocate (air%cell_kg(grid%nlat, levels%nlev))
    do k = 1, levels%nlev
      air%cell_kg(:, k) = whole_kg(grid%cell_area_m2 * air%layer_kg_m2(k))
    end do
    air%inverse_cell_kg = 1 / air%cell_kg
  end function make_air

  !> Two cells that share an edge both compute its rounded potential; equal expressions give equal results because this
  !> function is compiled apart from its callers. Should that ever change, the continuity check fails.
  elemental real(wp) function whole_kg(mass_kg)
    real(wp), intent(in) :: mass_kg

    whole_kg = (mass_kg + rounder) - rounder
  end function whole_kg
end module air_mass
