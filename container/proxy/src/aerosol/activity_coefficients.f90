!> Mean activity coefficients of the ions of sulphate, nitrate, ammonium and water: each pair alone by Kusik and Meissner (1978), their
!> mixture by Bromley (1973), the way ISORROPIA takes (Nenes et al. 1998); the parameters are those of its table of pairs.
module activity_coefficients
  use kinds, only: wp
  implicit none
  private
  public :: pairs_type, ions_type, coefficients, ionic_strength, coefficients_flops

  !> mol per kg of water
  type :: ions_type
    real(wp) :: hydrogen = 0, ammonium = 0           !< cations
    real(wp) :: sulphate = 0, bisulphate = 0, nitrate = 0 !< anions
  end type ions_type

  !> Mean coefficient of a pair.
  type :: pairs_type
    real(wp) :: sulphuric = 1, bisulphuric = 1, nitric = 1   !< 2 H+ and SO4--, H+ and HSO4-, H+ and NO3-
    real(wp) :: ammonium_sulphate = 1, ammonium_nitrate = 1
  end type pairs_type

  !> Of a call, a power counted as 20, an exponential or logarithm as 10.
  integer, parameter :: coefficients_flops = 290

  real(wp), parameter :: debye_hueckel = 0.511_wp
  real(wp), parameter :: strongest = 6 !< mol/kg: beyond, the pairs' own formula is not meant to hold
  !> Kusik and Meissner's parameter: rows H+ and NH4+, columns SO4--, HSO4-, NO3-. Of ammonium bisulphate there is none: it takes
  !> bisulphuric acid's, less what ammonium nitrate is below nitric acid.
  real(wp), parameter :: q_of(2, 3) = reshape([-0.1_wp, -0.25_wp, 8.0_wp, 4.25_wp, 2.6_wp, -1.15_wp], [2, 3])
  real(wp), parameter :: anion_charge(3) = [2.0_wp, 1.0_wp, 1.0_wp]

contains

  pure real(wp) function ionic_strength(ions) result(strength)
    type(ions_type), intent(in) :: ions

    strength = (ions%hydrogen + ions%ammonium + ions%bisulphate + ions%nitrate + 4 * ions%sulphate) / 2
  end function ionic_strength

  type(pairs_type) pure function coefficients(ions) result(found)
    type(ions_type), intent(in) :: ions
    real(wp) :: strength, screening, alone(2, 3), mixed(2, 3), cations(2), anions(3), of_cation(2), of_anion(3), weight
    integer :: c, a

    strength = max(ionic_strength(ions), tiny(strength))
    cations = [ions%hydrogen, ions%ammonium] / strength
    anions = [ions%sulphate, ions%bisulphate, ions%nitrate] / strength
    strength = min(strength, strongest)
    screening = debye_hueckel * sqrt(strength) / (1 + sqrt(strength))
    alone = single_pairs(strength)
    of_cation = 0
    of_anion = 0
    do a = 1, 3
      weight = ((1 + anion_charge(a)) / 2)**2
      do c = 1, 2
        of_cation(c) = of_cation(c) + weight * anions(a) * (alone(c, a) + screening * anion_charge(a))
        of_anion(a) = of_anion(a) + weight * cations(c) * (alone(c, a) + screening * anion_charge(a))
      end do
    end do
    do a = 1, 3
      do c = 1, 2
        mixed(c, a) = exp(log(10.0_wp) * (-screening * anion_charge(a) &
                          + anion_charge(a) / (1 + anion_charge(a)) * (of_cation(c) + of_anion(a) / anion_charge(a))))
      end do
    end do
    found = pairs_type(mixed(1, 1), mixed(1, 2), mixed(1, 3), mixed(2, 1), mixed(2, 3))
  end function coefficients

  !> Decadic logarithms of the coefficients that each pair has alone at an ionic strength.
  pure function single_pairs(strength) result(alone)
    real(wp), intent(in) :: strength
    real(wp) :: alone(2, 3), fading, b, reduced
    integer :: c, a

    fading = 0.055_wp * exp(-0.023_wp * strength**3)
    do a = 1, 3
      do c = 1, 2
        b = 0.75_wp - 0.065_wp * q_of(c, a)
        reduced = log10(1 + b * (1 + 0.1_wp * strength)**q_of(c, a) - b) &
          - 0.5107_wp * sqrt(strength) / (1 + (1 + fading * q_of(c, a)) * sqrt(strength))
        alone(c, a) = anion_charge(a) * reduced
      end do
    end do
  end function single_pairs
end module activity_coefficients
