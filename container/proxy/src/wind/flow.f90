!> What an analytic flow is: a non-divergent horizontal part and an overturning part, each separable in the vertical.
!>
!>   stream function  S(lon,lat,p,t) = S1(lon,lat,t) + w(p) S2(lon,lat,t)   [m2 s-1],  u = -dS/dy, v = dS/dx
!>   overturning      dT/dp (u,v)(lon,lat,t)                               [m s-1],   T(p) zero at surface and top
!>
!> Separability is what lets a step evaluate trigonometric functions on one horizontal grid instead of on every level,
!> so that the run times transport and not sine.
module flow
  use kinds, only: wp
  use latlon_grid, only: grid_type
  implicit none
  private
  public :: flow_type, flow_fields_type, allocate_fields

  type :: flow_fields_type
    real(wp), allocatable :: stream_m2_s(:, :)         !< S1 (nlon+1, nlat+1) at cell corners
    real(wp), allocatable :: sheared_stream_m2_s(:, :) !< S2 (nlon+1, nlat+1) at cell corners
    real(wp), allocatable :: overturning_u_m_s(:, :)   !< (nlon+1, nlat) at west faces
    real(wp), allocatable :: overturning_v_m_s(:, :)   !< (nlon, nlat+1) at south faces
  end type flow_fields_type

  type, abstract :: flow_type
    character(:), allocatable :: name
  contains
    procedure(evaluate_interface), deferred :: evaluate
    procedure :: shear_weight => zero_weight   !< w(p)
    procedure :: overturning_pa => zero_weight !< T(p)
    procedure(departure_interface), deferred :: exact_origin
  end type flow_type

  abstract interface
    !> Fill `fields` for the time `time_s`.
    subroutine evaluate_interface(self, grid, time_s, fields)
      import :: flow_type, grid_type, flow_fields_type, wp
      class(flow_type), intent(in) :: self
      type(grid_type), intent(in) :: grid
      real(wp), intent(in) :: time_s
      type(flow_fields_type), intent(inout) :: fields
    end subroutine evaluate_interface

    !> Where the air now at the unit vector `position` was at time zero. `known` is false where no closed form exists.
    pure subroutine departure_interface(self, time_s, position, origin, known)
      import :: flow_type, wp
      class(flow_type), intent(in) :: self
      real(wp), intent(in) :: time_s, position(3)
      real(wp), intent(out) :: origin(3)
      logical, intent(out) :: known
    end subroutine departure_interface
  end interface

contains

  !> Vertical factor at pressure `eta` (pressure over surface pressure). A flow is horizontal and the same on all levels
  !> unless it says otherwise.
  pure real(wp) function zero_weight(self, eta)
    class(flow_type), intent(in) :: self
    real(wp), intent(in) :: eta

    associate (unused => self, also_unused => eta)
    end associate
    zero_weight = 0
  end function zero_weight

  subroutine allocate_fields(grid, fields)
    type(grid_type), intent(in) :: grid
    type(flow_fields_type), intent(out) :: fields

    allocate (fields%stream_m2_s(grid%nlon + 1, grid%nlat + 1), source=0.0_wp)
    allocate (fields%sheared_stream_m2_s, source=fields%stream_m2_s)
    allocate (fields%overturning_u_m_s(grid%nlon + 1, grid%nlat), source=0.0_wp)
    allocate (fields%overturning_v_m_s(grid%nlon, grid%nlat + 1), source=0.0_wp)
  end subroutine allocate_fields
end module flow
