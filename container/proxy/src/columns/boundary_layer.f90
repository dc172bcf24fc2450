!> The turbulence of the boundary layer: its height and the profile of eddy diffusivity.
!>
!> K = 0.4 w z (1 - z/h)^2 below the top h, with the velocity w from friction and buoyancy (Holtslag and Boville 1993, after
!> Troen and Mahrt 1986). That is the scheme GEOS-Chem calls non-local; its counter-gradient term is proportional to the
!> surface flux of the tracer, which is zero here. Height, friction and heat flux are our own, from the sun's height.
module boundary_layer
  use kinds, only: wp
  use constants, only: gravity_m_s2
  implicit none
  private
  public :: layer_top_m, velocity_scale_m_s, diffusivity_m2_s

  real(wp), parameter :: von_karman = 0.4_wp, friction_m_s = 0.3_wp, buoyant_share = 0.6_wp
  real(wp), parameter :: heat_flux_k_m_s = 0.2_wp, temperature_k = 300.0_wp
  real(wp), parameter :: night_m = 200.0_wp, growth_m = 1800.0_wp
  real(wp), parameter :: free_m2_s = 0.1_wp !< above the layer

contains

  !> @param earlier_sun cosine of the zenith angle two hours ago: the layer is deepest in the early afternoon
  elemental real(wp) function layer_top_m(earlier_sun)
    real(wp), intent(in) :: earlier_sun

    layer_top_m = night_m + growth_m * earlier_sun
  end function layer_top_m

  elemental real(wp) function velocity_scale_m_s(sun, top_m)
    real(wp), intent(in) :: sun, top_m

    velocity_scale_m_s = (friction_m_s**3 + buoyant_share * gravity_m_s2 / temperature_k * heat_flux_k_m_s * sun * top_m) &
      **(1 / 3.0_wp)
  end function velocity_scale_m_s

  elemental real(wp) function diffusivity_m2_s(height_m, top_m, velocity_m_s)
    real(wp), intent(in) :: height_m, top_m, velocity_m_s

    diffusivity_m2_s = free_m2_s + von_karman * velocity_m_s * height_m * max(0.0_wp, 1 - height_m / top_m)**2
  end function diffusivity_m2_s
end module boundary_layer
