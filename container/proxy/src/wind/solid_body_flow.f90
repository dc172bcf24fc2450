!> Solid-body rotation about an axis tilted by `tilt_rad`, one revolution in 12 days: test case 1 of Williamson et al.
!> (1992, J. Comput. Phys. 102, 211-224). The exact solution is known at every time.
module solid_body_flow
  use kinds, only: wp
  use constants, only: pi, earth_radius_m, flow_period_s
  use latlon_grid, only: grid_type
  use flow, only: flow_type, flow_fields_type
  implicit none
  private
  public :: solid_body_flow_type, make_solid_body_flow

  real(wp), parameter :: default_tilt_rad = 0.05_wp !< Williamson's near-zonal case: no symmetry hides an error

  type, extends(flow_type) :: solid_body_flow_type
    real(wp) :: tilt_rad = default_tilt_rad
  contains
    procedure :: evaluate
    procedure :: exact_origin
  end type solid_body_flow_type

contains

  function make_solid_body_flow(tilt_rad) result(self)
    real(wp), intent(in), optional :: tilt_rad
    type(solid_body_flow_type) :: self

    self%name = "solid"
    if (present(tilt_rad)) self%tilt_rad = tilt_rad
  end function make_solid_body_flow

  subroutine evaluate(self, grid, time_s, fields)
    class(solid_body_flow_type), intent(in) :: self
    type(grid_type), intent(in) :: grid
    real(wp), intent(in) :: time_s
    type(flow_fields_type), intent(inout) :: fields
    real(wp) :: speed_m_s
    integer :: j

    associate (unused => time_s) ! the flow is steady
    end associate
    speed_m_s = 2 * pi * earth_radius_m / flow_period_s
    do j = 1, grid%nlat + 1
      associate (lon => grid%lon_edge_rad, lat => grid%lat_edge_rad(j))
        fields%stream_m2_s(:, j) = -earth_radius_m * speed_m_s &
          * (sin(lat) * cos(self%tilt_rad) - cos(lon) * cos(lat) * sin(self%tilt_rad))
      end associate
    end do
  end subroutine evaluate

  !> Rotate backwards about the axis (-sin(tilt), 0, cos(tilt)) by Rodrigues' formula.
  pure subroutine exact_origin(self, time_s, position, origin, known)
    class(solid_body_flow_type), intent(in) :: self
    real(wp), intent(in) :: time_s, position(3)
    real(wp), intent(out) :: origin(3)
    logical, intent(out) :: known
    real(wp) :: axis(3), cross(3), angle_rad

    axis = [-sin(self%tilt_rad), 0.0_wp, cos(self%tilt_rad)]
    angle_rad = -2 * pi * time_s / flow_period_s
    cross = [axis(2) * position(3) - axis(3) * position(2), &
             axis(3) * position(1) - axis(1) * position(3), &
             axis(1) * position(2) - axis(2) * position(1)]
    origin = position * cos(angle_rad) + cross * sin(angle_rad) &
      + axis * dot_product(axis, position) * (1 - cos(angle_rad))
    known = .true.
  end subroutine exact_origin
end module solid_body_flow
