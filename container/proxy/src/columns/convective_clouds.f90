!> Where updrafts are and how much air they lift: analytic, our own, of the size that meteorology has at these resolutions.
!>
!> Deep clouds follow the sun's latitude, shallower ones the storm tracks, in three packets around the globe that drift
!> eastwards; the flux is largest a third of the way from base to top.
module convective_clouds
  use kinds, only: wp
  use constants, only: pi
  implicit none
  private
  public :: lifted_kg_m2_s, cloud_flux, exchange_per_m, cloud_base

  real(wp), parameter :: cloud_base = 0.92_wp          !< p/ps
  real(wp), parameter :: exchange_per_m = 1.0e-4_wp    !< turbulent entrainment and detrainment (Tiedtke 1989)
  real(wp), parameter :: deep_kg_m2_s = 0.02_wp, shallow_kg_m2_s = 0.01_wp, least_kg_m2_s = 1.0e-4_wp
  real(wp), parameter :: deep_width_rad = pi / 12, track_rad = pi / 4, track_width_rad = pi / 18
  real(wp), parameter :: drift_rad_s = 2 * pi / (20 * 86400.0_wp)

contains

  !> Largest flux of a column; 0 where there is no convection.
  !> @param sun_lat_rad latitude over which the sun stands
  elemental real(wp) function lifted_kg_m2_s(lon_rad, lat_rad, time_s, sun_lat_rad) result(lifted)
    real(wp), intent(in) :: lon_rad, lat_rad, time_s, sun_lat_rad

    lifted = deep_kg_m2_s * exp(-((lat_rad - sun_lat_rad / 2) / deep_width_rad)**2) &
      + shallow_kg_m2_s * exp(-((abs(lat_rad) - track_rad) / track_width_rad)**2)
    lifted = lifted * (1 + cos(3 * (lon_rad - drift_rad_s * time_s))) / 2
    if (lifted < least_kg_m2_s) lifted = 0
  end function lifted_kg_m2_s

  !> Flux at p/ps = eta relative to the largest; clouds reach lower towards the poles.
  elemental real(wp) function cloud_flux(eta, lat_rad)
    real(wp), intent(in) :: eta, lat_rad
    real(wp) :: top, s

    top = 0.15_wp + 0.4_wp * sin(lat_rad)**2
    s = min(1.0_wp, max(0.0_wp, (cloud_base - eta) / (cloud_base - top)))
    cloud_flux = 6.75_wp * s * (1 - s)**2
  end function cloud_flux
end module convective_clouds
