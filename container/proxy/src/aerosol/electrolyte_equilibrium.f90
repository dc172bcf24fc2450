!> What of a cell's nitrate and ammonia is in its particles: the equilibrium of sulphate, nitrate, ammonium and water, the work that
!> ISORROPIA and HETP do in GEOS-Chem: exponentials, powers and nested iterations whose number depends on the cell.
!>
!> The water is that of a hygroscopicity of ammonium sulphate (Petters and Kreidenweis 2007); activity coefficients are Davies's with
!> the ionic strength limited to 1 mol/kg, which keeps the form of the work, not its accuracy; the constants are those of
!> Jacobson (1999) in round numbers.
module electrolyte_equilibrium
  use kinds, only: wp
  use constants, only: gas_constant_j_mol_k
  implicit none
  private
  public :: particles_type, equilibrate, equilibrium_constants

  real(wp), parameter :: pascal_per_atm = 101325, reference_k = 298.15_wp
  real(wp), parameter :: hygroscopicity = 0.61_wp, dry_density_kg_m3 = 1770, water_density_kg_m3 = 1000
  real(wp), parameter :: sulphate_kg_mol = 0.096_wp, nitrate_kg_mol = 0.062_wp, ammonium_kg_mol = 0.018_wp
  real(wp), parameter :: strongest = 1 !< ionic strength, mol/kg
  real(wp), parameter :: debye_hueckel = 0.509_wp, water_product = 1.0e-14_wp
  integer, parameter :: most_rounds = 12, bisections = 50

  !> Amounts in mol per m3 of air, and how well they fulfil what they have to.
  type :: particles_type
    real(wp) :: nitrate = 0, ammonium = 0  !< in the particles
    real(wp) :: acidity = 0                !< H+, mol per kg of water
    real(wp) :: water_kg_m3 = 0
    real(wp) :: activity = 1               !< coefficient of a single charge
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
    real(wp) :: strength, before, low, high, middle, gas_atm, dry_m3, difference, charges, next_strength
    integer :: round, halving

    at = constants_at(temperature_k)
    gas_atm = gas_constant_j_mol_k * temperature_k / pascal_per_atm ! of one mol in a m3
    dry_m3 = (sulphate * sulphate_kg_mol + nitrate * nitrate_kg_mol + ammonia * ammonium_kg_mol) / dry_density_kg_m3
    found%water_kg_m3 = water_density_kg_m3 * hygroscopicity * dry_m3 * humidity / (1 - humidity)
    if (.not. found%water_kg_m3 > 0) return
    strength = strongest
    do round = 1, most_rounds
      found%activity = single_charge(strength)
      low = log(1.0e-12_wp)
      high = log(1.0e3_wp)
      do halving = 1, bisections
        middle = (low + high) / 2
        call balance(exp(middle), found, difference, charges, next_strength)
        if (difference > 0) then
          high = middle
        else
          low = middle
        end if
      end do
      found%acidity = exp((low + high) / 2)
      call balance(found%acidity, found, difference, charges, next_strength)
      found%evaluations = found%evaluations + bisections + 1
      found%imbalance = abs(difference) / charges
      before = strength
      strength = min(strongest, next_strength)
      if (abs(strength - before) <= 1.0e-3_wp * before) exit
    end do

  contains

    !> @param difference positive minus negative charges at an acidity, mol/kg: grows with it
    !> @param charges their sum
    !> @param ionic mol/kg
    pure subroutine balance(acidity, found, difference, charges, ionic)
      real(wp), intent(in) :: acidity
      type(particles_type), intent(inout) :: found
      real(wp), intent(out) :: difference, charges, ionic
      real(wp) :: ammonium, nitrate_ion, hydroxide, doubly, sulphur

      ammonium = in_water(ammonia, at%ammonia * acidity, found%water_kg_m3)
      nitrate_ion = in_water(nitrate, at%nitric / (acidity * found%activity**2), found%water_kg_m3)
      hydroxide = water_product / (acidity * found%activity**2)
      ! Of sulphate, as SO4--: the coefficient of a double charge is the fourth power of a single one's.
      doubly = at%bisulphate / (at%bisulphate + acidity * found%activity**4)
      sulphur = sulphate / found%water_kg_m3
      difference = (acidity + ammonium) - (nitrate_ion + hydroxide + sulphur * (1 + doubly))
      charges = (acidity + ammonium) + (nitrate_ion + hydroxide + sulphur * (1 + doubly))
      ionic = (acidity + ammonium + nitrate_ion + hydroxide + sulphur * (1 + 3 * doubly)) / 2
      found%ammonium = ammonium * found%water_kg_m3
      found%nitrate = nitrate_ion * found%water_kg_m3
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

  pure real(wp) function single_charge(strength)
    real(wp), intent(in) :: strength
    real(wp) :: root

    root = sqrt(strength)
    single_charge = 10**(-debye_hueckel * (root / (1 + root) - 0.3_wp * strength))
  end function single_charge
end module electrolyte_equilibrium
