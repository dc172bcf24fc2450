!> Non-divergent deformational flow that reverses after half a period, superposed on a zonal rotation: case 4 of Nair and
!> Lauritzen (2010, J. Comput. Phys. 229, 8868-8887), with the period of Lauritzen et al. (2012, Geosci. Model Dev. 5,
!> 887-901), T = 12 days and k = 10 R/T. In the frame of the rotation the flow is a steady pattern times cos(pi t/T), so
!> every parcel is back where it started at each whole period.
module deformational_flow
  use kinds, only: wp
  use constants, only: pi, earth_radius_m, flow_period_s
  use latlon_grid, only: grid_type
  use flow, only: flow_type, flow_fields_type
  implicit none
  private
  public :: deformational_flow_type, make_deformational_flow

  type, extends(flow_type) :: deformational_flow_type
  contains
    procedure :: evaluate
    procedure :: exact_origin
  end type deformational_flow_type

contains

  function make_deformational_flow() result(self)
    type(deformational_flow_type) :: self

    self%name = "deformational"
  end function make_deformational_flow

  subroutine evaluate(self, grid, time_s, fields)
    class(deformational_flow_type), intent(in) :: self
    type(grid_type), intent(in) :: grid
    real(wp), intent(in) :: time_s
    type(flow_fields_type), intent(inout) :: fields
    real(wp) :: amplitude_m_s, rotation_m_s, moving_lon_rad(grid%nlon + 1)
    integer :: j

    associate (unused => self%name) ! no parameters
    end associate
    amplitude_m_s = 10 * earth_radius_m / flow_period_s * cos(pi * time_s / flow_period_s)
    rotation_m_s = 2 * pi * earth_radius_m / flow_period_s
    moving_lon_rad = grid%lon_edge_rad - 2 * pi * time_s / flow_period_s
    do j = 1, grid%nlat + 1
      associate (lat => grid%lat_edge_rad(j))
        fields%stream_m2_s(:, j) = earth_radius_m &
          * (amplitude_m_s * sin(moving_lon_rad)**2 * cos(lat)**2 - rotation_m_s * sin(lat))
      end associate
    end do
  end subroutine evaluate

  pure subroutine exact_origin(self, time_s, position, origin, known)
    class(deformational_flow_type), intent(in) :: self
    real(wp), intent(in) :: time_s, position(3)
    real(wp), intent(out) :: origin(3)
    logical, intent(out) :: known

    associate (unused => self%name)
    end associate
    origin = position
    known = modulo(nint(time_s), nint(flow_period_s)) == 0
  end subroutine exact_origin
end module deformational_flow
