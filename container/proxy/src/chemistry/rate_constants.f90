!> Rate constants of one cell, for the length of a chemistry step.
!>
!> The laws are those of the OpenAtmos mechanism configuration, which are the forms of the JPL and IUPAC evaluations; Troe,
!> J. (1983) for the fall-off between low and high pressure.
module rate_constants
  use kinds, only: wp
  use constants, only: pi, gas_constant_j_mol_k
  use mechanism, only: mechanism_type, reaction_type, constant_rate, arrhenius_rate, troe_rate, photolysis_rate, &
    surface_rate
  implicit none
  private
  public :: conditions_type, cell_rate_constants

  type :: conditions_type
    real(wp) :: temperature_k = 0, pressure_pa = 0
    real(wp) :: air = 0       !< the third body, in the mechanism's unit
    real(wp) :: sun = 0       !< 0 at night, 1 with the sun in the zenith
    real(wp) :: air_ratio = 1 !< to the mechanism's reference conditions
  end type conditions_type

contains

  pure subroutine cell_rate_constants(mech, here, k)
    type(mechanism_type), intent(in) :: mech
    type(conditions_type), intent(in) :: here
    real(wp), intent(out) :: k(:)
    real(wp) :: inverse_t, log_t
    integer :: r

    inverse_t = 1 / here%temperature_k
    log_t = log(here%temperature_k)
    do r = 1, size(k)
      associate (p => mech%reactions(r)%parameter)
        select case (mech%reactions(r)%law)
        case (constant_rate)
          k(r) = p(1)
        case (arrhenius_rate) ! A exp(C/T) (T/D)^B (1 + E P)
          k(r) = p(1)
          if (abs(p(2)) > 0 .or. abs(p(3)) > 0) k(r) = k(r) * exp(p(3) * inverse_t + p(2) * (log_t - log(p(4))))
          k(r) = k(r) * (1 + p(5) * here%pressure_pa)
        case (troe_rate)
          k(r) = troe(p, inverse_t, log_t, here%air)
        case (photolysis_rate) ! J S^P
          k(r) = p(1) * merge(here%sun, here%sun**p(2), abs(p(2) - 1) <= 0)
        case (surface_rate)
          k(r) = uptake(p, here%temperature_k)
        end select
        k(r) = k(r) * mech%reactions(r)%fixed
        if (mech%reactions(r)%air > 0) k(r) = k(r) * here%air**mech%reactions(r)%air
      end associate
    end do
  end subroutine cell_rate_constants

  !> p: A, B, C of k0 and of kinf (A exp(C/T) (T/300)^B), Fc, N
  pure real(wp) function troe(p, inverse_t, log_t, air)
    real(wp), intent(in) :: p(:), inverse_t, log_t, air
    real(wp) :: low, high, ratio
    real(wp), parameter :: log_300 = log(300.0_wp)

    low = p(1) * exp(p(3) * inverse_t + p(2) * (log_t - log_300))
    high = p(4) * exp(p(6) * inverse_t + p(5) * (log_t - log_300))
    ratio = low * air / high
    troe = low * air / (1 + ratio) * p(7)**(1 / (1 + log10(ratio)**2 / p(8)))
  end function troe

  !> First-order loss to particles: diffusion and interface in series (Schwartz 1986).
  !> p: uptake probability, diffusion coefficient m2/s, molar mass kg/mol, particle radius m, particles per m3
  pure real(wp) function uptake(p, temperature_k)
    real(wp), intent(in) :: p(:), temperature_k
    real(wp) :: speed_m_s

    speed_m_s = sqrt(8 * gas_constant_j_mol_k * temperature_k / (pi * p(3)))
    uptake = 4 * pi * p(4)**2 * p(5) / (p(4) / p(2) + 4 / (speed_m_s * p(1)))
  end function uptake
end module rate_constants
