!> The transfer of sunlight: exact limits, energy, and the reflection of a deep homogeneous atmosphere after Chandrasekhar.
program test_scattering
  use kinds, only: wp
  use scattering_column, only: scatter_sunlight
  use expectations, only: expect_at_most, expect, finish_tests
  implicit none

  call absorption_alone_is_beer_and_lambert()
  call energy_is_kept_at_any_depth()
  call deep_atmosphere_reflects_as_h_functions_say()
  call bright_ground_alone_reflects_its_albedo()
  call finish_tests()

contains

  subroutine absorption_alone_is_beer_and_lambert()
    integer, parameter :: layers = 5
    real(wp), parameter :: depth(layers) = [0.1_wp, 0.5_wp, 1.0_wp, 0.01_wp, 3.0_wp], cosine = 0.6_wp
    real(wp) :: actinic(layers), reflected, imbalance, top, known
    integer :: k

    call scatter_sunlight(layers, depth, [0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp], cosine, 0.0_wp, actinic, reflected, imbalance)
    do k = 1, layers
      top = sum(depth(:k - 1))
      known = cosine * (exp(-top / cosine) - exp(-(top + depth(k)) / cosine)) / depth(k)
      call expect_at_most(abs(actinic(k) / known - 1), 1.0e-12_wp, "mean of the beam in a layer that only absorbs")
    end do
    call expect_at_most(abs(reflected), 1.0e-14_wp, "which sends nothing back")
  end subroutine absorption_alone_is_beer_and_lambert

  subroutine energy_is_kept_at_any_depth()
    integer, parameter :: layers = 72
    real(wp), parameter :: depths(4) = [1.0e-8_wp, 1.0e-3_wp, 1.0_wp, 1.0e3_wp]
    real(wp) :: depth(layers), scattered(layers), actinic(layers), reflected, imbalance, worst
    integer :: d, k, c

    worst = 0
    do d = 1, size(depths)
      do c = 1, 3
        depth = [(depths(d) * (1 + modulo(7 * k, 5)) / layers, k=1, layers)]
        scattered = [(modulo(k, 4) / 3.0_wp, k=1, layers)]
        call scatter_sunlight(layers, depth, scattered, 0.33_wp * c, 0.4_wp * (c - 1), actinic, reflected, imbalance)
        worst = max(worst, imbalance)
        call expect(all(actinic > 0), "there is light in every layer")
      end do
    end do
    call expect_at_most(worst, 1.0e-11_wp, "what comes in is absorbed or goes out")
  end subroutine energy_is_kept_at_any_depth

  !> Plane albedo of a semi-infinite atmosphere that scatters isotropically: 1 - H(mu) sqrt(1 - scattered), with H from its integral
  !> equation (Chandrasekhar 1960, chapter V), solved here by iteration.
  subroutine deep_atmosphere_reflects_as_h_functions_say()
    integer, parameter :: layers = 600
    real(wp), parameter :: scattered = 0.9_wp, cosine = 0.5_wp
    real(wp) :: depth(layers), actinic(layers), reflected, imbalance, known
    integer :: k

    depth = [(1.0e-3_wp * 1.02_wp**k, k=1, layers)]
    call scatter_sunlight(layers, depth, spread(scattered, 1, layers), cosine, 0.0_wp, actinic, reflected, imbalance)
    known = 1 - h_function(cosine, scattered) * sqrt(1 - scattered)
    call expect_at_most(abs(reflected / known - 1), 5.0e-3_wp, "albedo of a deep atmosphere")
  end subroutine deep_atmosphere_reflects_as_h_functions_say

  real(wp) function h_function(cosine, scattered)
    real(wp), intent(in) :: cosine, scattered
    integer, parameter :: points = 2000
    real(wp) :: mu(points), h(points)
    integer :: i, round

    mu = [((i - 0.5_wp) / points, i=1, points)]
    h = 1
    do round = 1, 60
      do i = 1, points
        h(i) = 1 / (sqrt(1 - scattered) + scattered / 2 * sum(mu * h / (mu(i) + mu)) / points)
      end do
    end do
    h_function = 1 / (sqrt(1 - scattered) + scattered / 2 * sum(mu * h / (cosine + mu)) / points)
  end function h_function

  subroutine bright_ground_alone_reflects_its_albedo()
    real(wp) :: actinic(2), reflected, imbalance

    call scatter_sunlight(2, [1.0e-9_wp, 1.0e-9_wp], [0.0_wp, 0.0_wp], 0.7_wp, 0.35_wp, actinic, reflected, imbalance)
    call expect_at_most(abs(reflected / 0.35_wp - 1), 1.0e-6_wp, "ground under clear air")
  end subroutine bright_ground_alone_reflects_its_albedo
end program test_scattering
