!> Hybrid sigma-pressure levels: p(k) = a(k) + b(k) * surface pressure at the layer interfaces, surface upwards.
!>
!> The coefficients are our own, generated from a smooth formula; they are not those of any model. They resemble the
!> 72-layer grid that GEOS meteorology comes on (top at 1 Pa, layers of 10 to 15 hPa at the surface, about 40 hPa in the
!> middle troposphere, pure pressure aloft), and the 47-layer grid merges its upper layers the way GEOS-Chem does:
!> layers 1-36 as they are, the next 8 in pairs, the last 28 in fours.
module hybrid_levels
  use kinds, only: wp
  use constants, only: surface_pressure_pa
  implicit none
  private
  public :: levels_type, make_levels, interface_pressure_pa

  type :: levels_type
    integer :: nlev = 0
    real(wp), allocatable :: a_pa(:) !< (nlev+1)
    real(wp), allocatable :: b(:)    !< (nlev+1)
  end type levels_type

  real(wp), parameter :: top_pressure_pa = 1.0_wp
  real(wp), parameter :: linear_part = 0.1_wp  !< of the height profile: sets the thickness of the lowest layer
  real(wp), parameter :: pure_pressure_eta = 0.18_wp !< above p/ps = 0.18 the levels no longer follow the surface
  real(wp), parameter :: sigma_exponent = 1.3_wp

contains

  !> @param nlev 72 or 47 for the model grids; any other count gives the same profile with that many layers (tests)
  function make_levels(nlev) result(levels)
    integer, intent(in) :: nlev
    type(levels_type) :: levels
    integer :: k

    if (nlev == 47) then
      levels = pick(make_levels(72), [(k, k = 1, 37), (k, k = 39, 45, 2), (k, k = 49, 73, 4)])
      return
    end if
    levels%nlev = nlev
    levels%b = [(sigma_part(eta(k)), k = 1, nlev + 1)]
    levels%a_pa = [((eta(k) - levels%b(k)) * surface_pressure_pa, k = 1, nlev + 1)]

  contains

    !> p/ps of interface k: log-pressure height grows linearly at first, then quadratically.
    real(wp) function eta(k)
      integer, intent(in) :: k
      real(wp) :: s

      s = real(k - 1, wp) / nlev
      eta = exp(log(top_pressure_pa / surface_pressure_pa) * (linear_part * s + (1 - linear_part) * s**2))
    end function eta
  end function make_levels

  pure real(wp) function sigma_part(eta)
    real(wp), intent(in) :: eta

    sigma_part = (max(0.0_wp, eta - pure_pressure_eta) / (1 - pure_pressure_eta))**sigma_exponent
  end function sigma_part

  function pick(fine, interfaces) result(levels)
    type(levels_type), intent(in) :: fine
    integer, intent(in) :: interfaces(:)
    type(levels_type) :: levels

    levels%nlev = size(interfaces) - 1
    levels%a_pa = fine%a_pa(interfaces)
    levels%b = fine%b(interfaces)
  end function pick

  pure function interface_pressure_pa(levels, surface_pa) result(pressure_pa)
    type(levels_type), intent(in) :: levels
    real(wp), intent(in) :: surface_pa
    real(wp) :: pressure_pa(levels%nlev + 1)

    pressure_pa = levels%a_pa + levels%b * surface_pa
  end function interface_pressure_pa
end module hybrid_levels
