!> Three-dimensional reversing flow: the deformational flow, plus a cross-polar jet that strengthens with height, plus a
!> meridional and a planetary-wave overturning. Our own, in the spirit of DCMIP-2012 test 1-1 (Kent et al. 2014, Q. J. R.
!> Meteorol. Soc. 140, 1279-1293): all additions are steady in the rotating frame times cos(pi t/T), so the exact solution
!> at each whole period is again the initial state.
!>
!> The jet crosses both poles at up to 90 m/s, which takes the zonal Courant number there above one at both resolutions.
module three_d_flow
  use kinds, only: wp
  use constants, only: pi, earth_radius_m, flow_period_s, surface_pressure_pa
  use latlon_grid, only: grid_type
  use flow, only: flow_fields_type
  use deformational_flow, only: deformational_flow_type
  implicit none
  private
  public :: three_d_flow_type, make_three_d_flow

  real(wp), parameter :: jet_m_s = 90.0_wp
  real(wp), parameter :: jet_at_surface = 0.1_wp !< as a fraction of the jet aloft
  real(wp), parameter :: overturning_m_s = 2.5_wp !< gives vertical motion of up to about 0.2 Pa/s

  type, extends(deformational_flow_type) :: three_d_flow_type
  contains
    procedure :: evaluate
    procedure :: shear_weight
    procedure :: overturning_pa
  end type three_d_flow_type

contains

  function make_three_d_flow() result(self)
    type(three_d_flow_type) :: self

    self%name = "three-d"
  end function make_three_d_flow

  subroutine evaluate(self, grid, time_s, fields)
    class(three_d_flow_type), intent(in) :: self
    type(grid_type), intent(in) :: grid
    real(wp), intent(in) :: time_s
    type(flow_fields_type), intent(inout) :: fields
    real(wp) :: phase_rad, reversal, east_rad(grid%nlon + 1), centre_rad(grid%nlon)
    integer :: j

    call self%deformational_flow_type%evaluate(grid, time_s, fields)
    reversal = cos(pi * time_s / flow_period_s)
    phase_rad = 2 * pi * time_s / flow_period_s
    east_rad = grid%lon_edge_rad - phase_rad
    centre_rad = grid%lon_centre_rad - phase_rad
    do j = 1, grid%nlat + 1
      associate (lat => grid%lat_edge_rad(j))
        fields%sheared_stream_m2_s(:, j) = jet_m_s * reversal * earth_radius_m * cos(lat) * cos(east_rad)
        fields%overturning_v_m_s(:, j) = overturning_m_s * reversal * northward(lat, centre_rad)
      end associate
    end do
    do j = 1, grid%nlat
      fields%overturning_u_m_s(:, j) = overturning_m_s * reversal * eastward(grid%lat_centre_rad(j), east_rad)
    end do
  end subroutine evaluate

  !> Gradient of the velocity potential sin(lat)**2 / 2 + sin(lat) cos(lat)**2 cos(2 lon): a pole-to-pole cell and the
  !> spherical harmonic (3,2).
  elemental real(wp) function northward(lat, lon)
    real(wp), intent(in) :: lat, lon

    northward = sin(lat) * cos(lat) + cos(lat) * (cos(lat)**2 - 2 * sin(lat)**2) * cos(2 * lon)
  end function northward

  elemental real(wp) function eastward(lat, lon)
    real(wp), intent(in) :: lat, lon

    eastward = -2 * sin(lat) * cos(lat) * sin(2 * lon)
  end function eastward

  pure real(wp) function shear_weight(self, eta)
    class(three_d_flow_type), intent(in) :: self
    real(wp), intent(in) :: eta

    associate (unused => self%name)
    end associate
    shear_weight = jet_at_surface + (1 - jet_at_surface) * (1 - eta)**2
  end function shear_weight

  !> Zero at the surface and proportional to pressure aloft, so that the vertical Courant number stays bounded where
  !> the layers become thin.
  pure real(wp) function overturning_pa(self, eta)
    class(three_d_flow_type), intent(in) :: self
    real(wp), intent(in) :: eta

    associate (unused => self%name)
    end associate
    overturning_pa = 4 * surface_pressure_pa * eta * (1 - eta)
  end function overturning_pa
end module three_d_flow
