!> The equilibrium of gases and particles: that its constants hold, its charges add up, and that it goes the way it must.
program test_aerosol
  use kinds, only: wp
  use activity_coefficients, only: pairs_type, ions_type, coefficients
  use constants, only: gas_constant_j_mol_k
  use electrolyte_equilibrium, only: particles_type, equilibrate, equilibrium_constants
  use expectations, only: expect_at_most, expect, finish_tests
  implicit none
  real(wp), parameter :: micromole = 1.0e-6_wp, warm_k = 290.0_wp

  call constants_hold()
  call more_ammonia_means_less_acid()
  call cold_air_holds_more_in_its_particles()
  call nothing_there_is_no_fault()
  call coefficients_of_one_salt()
  call finish_tests()

contains

  subroutine constants_hold()
    type(particles_type) :: found
    real(wp) :: known(3), gas_atm, nitric_atm, ammonia_atm
    real(wp), parameter :: nitrate = 0.03_wp * micromole, ammonia = 0.08_wp * micromole, sulphate = 0.04_wp * micromole
    integer :: humid

    gas_atm = gas_constant_j_mol_k * warm_k / 101325
    known = equilibrium_constants(warm_k)
    do humid = 3, 9, 3
      found = equilibrate(warm_k, humid / 10.0_wp, sulphate, nitrate, ammonia)
      nitric_atm = (nitrate - found%nitrate) * gas_atm
      ammonia_atm = (ammonia - found%ammonium) * gas_atm
      associate (nitrate_ion => found%nitrate / found%water_kg_m3, ammonium_ion => found%ammonium / found%water_kg_m3)
        call expect_at_most(abs(found%acidity * nitrate_ion * found%activity%nitric**2 / (known(2) * nitric_atm) - 1), 1.0e-6_wp, &
                            "nitric acid and nitrate")
        call expect_at_most(abs(ammonium_ion * (found%activity%ammonium_nitrate / found%activity%nitric)**2 &
                                / (known(3) * ammonia_atm * found%acidity) - 1), 1.0e-6_wp, "ammonia and ammonium")
      end associate
      call expect_at_most(found%imbalance, 1.0e-11_wp, "charges")
    end do
  end subroutine constants_hold

  subroutine more_ammonia_means_less_acid()
    type(particles_type) :: found, before
    integer :: parts

    before = equilibrate(warm_k, 0.7_wp, 0.04_wp * micromole, 0.03_wp * micromole, 0.0_wp)
    do parts = 1, 10
      found = equilibrate(warm_k, 0.7_wp, 0.04_wp * micromole, 0.03_wp * micromole, 0.02_wp * parts * micromole)
      call expect(found%acidity < before%acidity .and. found%nitrate >= before%nitrate, "ammonia neutralises and draws nitrate")
      before = found
    end do
  end subroutine more_ammonia_means_less_acid

  subroutine cold_air_holds_more_in_its_particles()
    type(particles_type) :: warm, cold

    warm = equilibrate(300.0_wp, 0.6_wp, 0.02_wp * micromole, 0.1_wp * micromole, 0.15_wp * micromole)
    cold = equilibrate(270.0_wp, 0.6_wp, 0.02_wp * micromole, 0.1_wp * micromole, 0.15_wp * micromole)
    call expect(cold%nitrate > 1.5_wp * warm%nitrate, "ammonium nitrate evaporates in the warmth")
  end subroutine cold_air_holds_more_in_its_particles

  !> Alone in water, a salt has the coefficient that its own formula gives, whatever the mixing rule; and next to none interact.
  subroutine coefficients_of_one_salt()
    type(pairs_type) :: found
    real(wp) :: expected, root

    ! Measured: 0.724 (Robinson and Stokes 1959). The formula, with its one parameter, is within a tenth.
    found = coefficients(ions_type(hydrogen=1.0_wp, nitrate=1.0_wp))
    call expect_at_most(abs(found%nitric / 0.724_wp - 1), 0.1_wp, "nitric acid of 1 mol/kg")
    found = coefficients(ions_type(ammonium=2.0_wp, sulphate=1.0_wp))
    root = sqrt(3.0_wp)
    expected = (1 + (0.75_wp + 0.065_wp * 0.25_wp) * (1.3_wp**(-0.25_wp) - 1))**2 &
      * 10**(-2 * 0.5107_wp * root / (1 + (1 - 0.25_wp * 0.055_wp * exp(-0.023_wp * 27)) * root))
    call expect_at_most(abs(found%ammonium_sulphate / expected - 1), 1.0e-12_wp, &
                        "ammonium sulphate alone, at an ionic strength of 3")
    found = coefficients(ions_type(hydrogen=1.0e-8_wp, nitrate=1.0e-8_wp))
    call expect_at_most(abs(found%nitric - 1), 2.0e-4_wp, "without others near an ion is ideal")
  end subroutine coefficients_of_one_salt

  subroutine nothing_there_is_no_fault()
    type(particles_type) :: found

    found = equilibrate(warm_k, 0.5_wp, 0.0_wp, 0.0_wp, 0.0_wp)
    call expect(abs(found%nitrate) <= 0 .and. abs(found%ammonium) <= 0, "no particles without anything to make them of")
  end subroutine nothing_there_is_no_fault
end program test_aerosol
