!> What of a cell's nitrate and ammonia is in its particles: the equilibrium of sulphate, nitrate, ammonium and water, the work that
!> ISORROPIA and HETP do in GEOS-Chem: exponentials, powers and nested iterations whose number depends on the cell.
!>
!> As there, a search for the acidity at which the charges add up, and for each acidity an iteration between the ions and their
!> activity coefficients. The water is that of a hygroscopicity of ammonium sulphate (Petters and Kreidenweis 2007); the constants are
!> those of Jacobson (1999) in round numbers.
module electrolyte_equilibrium
  use kinds, only: wp
  use constants, only: gas_constant_j_mol_k
  use activity_coefficients, only: pairs_type, ions_type, coefficients
  implicit none
  private
  public :: particles_type, equilibrate, equilibrium_constants

  real(wp), parameter :: pascal_per_atm = 101325, reference_k = 298.15_wp
  real(wp), parameter :: hygroscopicity = 0.61_wp, dry_density_kg_m3 = 1770, water_density_kg_m3 = 1000
  real(wp), parameter :: sulphate_kg_mol = 0.096_wp, nitrate_kg_mol = 0.062_wp, ammonium_kg_mol = 0.018_wp
  real(wp), parameter :: water_product = 1.0e-14_wp
  integer, parameter :: sweeps = 4         !< between ions and coefficients, at an acidity; as many as ISORROPIA's usual limit
  integer, parameter :: bisections = 24    !< of the logarithm of the acidity, to 2e-6, about ISORROPIA's tolerance
  integer, parameter :: interpolations = 3 !< after them, to round-off: there the charges are next to linear

  !> Amounts in mol per m3 of air, and how well they fulfil what they have to.
  type :: particles_type
    real(wp) :: nitrate = 0, ammonium = 0  !< in the particles
    real(wp) :: acidity = 0                !< H+, mol per kg of water
    real(wp) :: water_kg_m3 = 0
    type(pairs_type) :: activity
    real(wp) :: imbalance = 0              !< of the charges, relative to their sum
    integer :: evaluations = 0
  end type particles_type

  !> In mol, kg of water and atm: HSO4- = H+ + SO4--; HNO3 gas = H+ + NO3-; NH3 gas + H+ = NH4+.
  type :: constants_type
    real(wp) :: bisulphate = 0, nitric = 0, ammonia = 0
  end type constants_type

contains

  pure type(constants_type) function constants_at(temperature_k) result(found)
    real(wp), intent(in) :: temperature_k
    real(wp) :: colder

    colder = reference_k / temperature_k - 1
    found%bisulphate = 1.02e-2_wp * exp(8.84_wp * colder)
    found%nitric = 2.5e6_wp * exp(29.17_wp * colder)
    found%ammonia = 1.03e11_wp * exp(34.8_wp * colder)
  end function constants_at

  !> For tests: the three as numbers.
  pure function equilibrium_constants(temperature_k) result(found)
    real(wp), intent(in) :: temperature_k
    real(wp) :: found(3)
    type(constants_type) :: at

    at = constants_at(temperature_k)
    found = [at%bisulphate, at%nitric, at%ammonia]
  end function equilibrium_constants

  !> @param sulphate, nitrate, ammonia in total, gas and particles, mol per m3 of air, not negative
  !> @param humidity relative, 0 to 1
  type(particles_type) function equilibrate(temperature_k, humidity, sulphate, nitrate, ammonia) result(found)
    real(wp), intent(in) :: temperature_k, humidity, sulphate, nitrate, ammonia
    type(constants_type) :: at
    real(wp) :: low, high, middle, gas_atm, dry_m3, difference, charges, at_low, at_high
    integer :: step

    at = constants_at(temperature_k)
    gas_atm = gas_constant_j_mol_k * temperature_k / pascal_per_atm ! of one mol in a m3
    dry_m3 = (sulphate * sulphate_kg_mol + nitrate * nitrate_kg_mol + ammonia * ammonium_kg_mol) / dry_density_kg_m3
    found%water_kg_m3 = water_density_kg_m3 * hygroscopicity * dry_m3 * humidity / (1 - humidity)
    if (.not. found%water_kg_m3 > 0) return
    low = log(1.0e-12_wp)
    high = log(1.0e3_wp)
    call balance(exp(low), found, at_low, charges)
    call balance(exp(high), found, at_high, charges)
    do step = 1, bisections + interpolations
      middle = (low + high) / 2
      if (step > bisections) middle = low + (high - low) * (at_low / (at_low - at_high))
      call balance(exp(middle), found, difference, charges)
      if (difference > 0) then
        high = middle
        at_high = difference
      else
        low = middle
        at_low = difference
      end if
    end do
    found%acidity = exp(middle)
    found%evaluations = sweeps * (2 + bisections + interpolations)
    found%imbalance = abs(difference) / charges

  contains

    !> @param difference positive minus negative charges at an acidity, mol/kg: below zero without acid, above with much of it
    !> @param charges their sum
    pure subroutine balance(acidity, found, difference, charges)
      real(wp), intent(in) :: acidity
      type(particles_type), intent(inout) :: found
      real(wp), intent(out) :: difference, charges
      type(ions_type) :: ions
      real(wp) :: hydroxide, sulphur, dissociation
      integer :: sweep

      sulphur = sulphate / found%water_kg_m3
      ions%hydrogen = acidity
      found%activity = pairs_type()
      do sweep = 1, sweeps
        associate (pair => found%activity)
          ions%ammonium = in_water(ammonia, at%ammonia * acidity * (pair%nitric / pair%ammonium_nitrate)**2, found%water_kg_m3)
          ions%nitrate = in_water(nitrate, at%nitric / (acidity * pair%nitric**2), found%water_kg_m3)
          dissociation = at%bisulphate * pair%bisulphuric**2 / pair%sulphuric**3
          ions%sulphate = sulphur * dissociation / (dissociation + acidity)
          ions%bisulphate = sulphur - ions%sulphate
        end associate
        if (sweep < sweeps) found%activity = coefficients(ions)
      end do
      hydroxide = water_product / acidity
      difference = (acidity + ions%ammonium) - (ions%nitrate + hydroxide + ions%bisulphate + 2 * ions%sulphate)
      charges = (acidity + ions%ammonium) + (ions%nitrate + hydroxide + ions%bisulphate + 2 * ions%sulphate)
      found%ammonium = ions%ammonium * found%water_kg_m3
      found%nitrate = ions%nitrate * found%water_kg_m3
    end subroutine balance

    !> Of a total in mol/m3, mol per kg of water.
    !> @param ratio of the amount in a kg of water to its pressure in atm
    pure real(wp) function in_water(total, ratio, water_kg_m3)
      real(wp), intent(in) :: total, ratio, water_kg_m3
      real(wp) :: dissolved

      dissolved = ratio * gas_atm * water_kg_m3
      in_water = total / water_kg_m3 * (dissolved / (1 + dissolved))
    end function in_water
  end function equilibrate
end module electrolyte_equilibrium
