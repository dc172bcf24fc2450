!> What sunlight meets on its way, and what it splits: optical depths of the layers and cross-sections in 18 wavelength bins, as
!> many as Fast-J has. Molecular scattering after Hansen and Travis (1974); ozone, clouds and cross-sections are smooth
!> shapes of our own, of the size of the real ones.
module optical_properties
  use kinds, only: wp
  use constants, only: pi, surface_pressure_pa
  implicit none
  private
  public :: bins, rates, layer_optics, sunlight_cm2_s, cross_section_cm2

  integer, parameter :: bins = 18
  integer, parameter :: rates = 60 !< photolysis rates computed
  real(wp), parameter :: wavelength_nm(bins) = [200.0_wp, 208.0_wp, 216.0_wp, 225.0_wp, 235.0_wp, 250.0_wp, 270.0_wp, 285.0_wp, &
    295.0_wp, 303.0_wp, 310.0_wp, 316.0_wp, 323.0_wp, 333.0_wp, 345.0_wp, 380.0_wp, 430.0_wp, 575.0_wp]
  real(wp), parameter :: molecules_cm2 = 2.15e25_wp !< of air above the ground
  real(wp), parameter :: cloud_scattering = 0.99999_wp

contains

  !> @param upper_pa, lower_pa of the layer
  !> @param cloud_depth optical depth of the cloud in it
  !> @param depth, scattered (bins) as scattering_column takes them
  pure subroutine layer_optics(upper_pa, lower_pa, cloud_depth, depth, scattered)
    real(wp), intent(in) :: upper_pa, lower_pa, cloud_depth
    real(wp), intent(out) :: depth(bins), scattered(bins)
    real(wp) :: micron, molecular, ozone, share
    integer :: b

    share = (lower_pa - upper_pa) / surface_pressure_pa
    do b = 1, bins
      micron = wavelength_nm(b) / 1000
      molecular = share * 0.008569_wp / micron**4 * (1 + 0.0113_wp / micron**2 + 0.00013_wp / micron**4)
      ozone = share * molecules_cm2 * ozone_ratio((upper_pa + lower_pa) / 2) * ozone_cm2(wavelength_nm(b))
      depth(b) = molecular + ozone + cloud_depth
      scattered(b) = (molecular + cloud_scattering * cloud_depth) / depth(b)
    end do
  end subroutine layer_optics

  pure real(wp) function ozone_ratio(pressure_pa)
    real(wp), intent(in) :: pressure_pa

    ozone_ratio = 3.0e-8_wp + 7.0e-6_wp * exp(-(log(pressure_pa / 1000) / 1.2_wp)**2)
  end function ozone_ratio

  pure real(wp) function ozone_cm2(nm)
    real(wp), intent(in) :: nm

    ozone_cm2 = 1.1e-17_wp * exp(-((nm - 255) / 21)**2) + 4.0e-20_wp * exp(-((nm - 320) / 15)**2) &
      + 5.0e-21_wp * exp(-((nm - 600) / 60)**2)
  end function ozone_cm2

  !> Photons of a bin above the atmosphere.
  pure real(wp) function sunlight_cm2_s(bin)
    integer, intent(in) :: bin

    sunlight_cm2_s = 2.0e16_wp * exp(-5.0e3_wp * (1 / wavelength_nm(bin) - 1 / wavelength_nm(bins)))
  end function sunlight_cm2_s

  !> Of the molecule of a rate: falls off towards longer wavelengths, and with temperature in its tail.
  pure real(wp) function cross_section_cm2(rate, bin, temperature_k)
    integer, intent(in) :: rate, bin
    real(wp), intent(in) :: temperature_k
    real(wp) :: middle_nm

    middle_nm = 200 + 150 * real(rate - 1, wp) / (rates - 1)
    cross_section_cm2 = 1.0e-19_wp * (1 + 0.2_wp * cos(pi * rate)) &
      * exp(-((wavelength_nm(bin) - middle_nm) / (30 + 0.02_wp * (temperature_k - 250)))**2)
  end function cross_section_cm2
end module optical_properties
