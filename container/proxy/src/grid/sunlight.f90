!> How high the sun stands.
module sunlight
  use kinds, only: wp
  use constants, only: pi
  implicit none
  private
  public :: cosine_of_zenith, sun_latitude_rad, small_strato_sun

  real(wp), parameter :: day_s = 86400, year_days = 365.25_wp
  real(wp), parameter :: obliquity_rad = 23.44_wp * pi / 180

contains

  !> Cosine of the solar zenith angle, 0 below the horizon.
  !> @param time_s since 1 January, 00:00 UTC
  elemental real(wp) function cosine_of_zenith(lon_rad, lat_rad, time_s)
    real(wp), intent(in) :: lon_rad, lat_rad, time_s
    real(wp) :: declination_rad, hour_angle_rad

    declination_rad = sun_latitude_rad(time_s)
    hour_angle_rad = 2 * pi * time_s / day_s - pi + lon_rad
    cosine_of_zenith = max(0.0_wp, sin(lat_rad) * sin(declination_rad) &
                           + cos(lat_rad) * cos(declination_rad) * cos(hour_angle_rad))
  end function cosine_of_zenith

  !> Declination: the winter solstice is ten days before the new year; the ellipse of the orbit is left out.
  elemental real(wp) function sun_latitude_rad(time_s)
    real(wp), intent(in) :: time_s

    sun_latitude_rad = -obliquity_rad * cos(2 * pi * (time_s / day_s + 10) / year_days)
  end function sun_latitude_rad

  !> The sun of the small_strato example of KPP: light from 4:30 to 19:30 local time, smooth.
  elemental real(wp) function small_strato_sun(time_s)
    real(wp), intent(in) :: time_s
    real(wp) :: hour, x

    hour = modulo(time_s, day_s) / 3600
    x = (2 * hour - 24) / 15
    small_strato_sun = merge((1 + cos(pi * x * abs(x))) / 2, 0.0_wp, abs(x) <= 1)
  end function small_strato_sun
end module sunlight
