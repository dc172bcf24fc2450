!> Wet deposition of a row: what is lost arrives at the ground, and a layer alone decays exactly.
program test_scavenging
  use kinds, only: wp
  use scavenging, only: scavenge_row
  use expectations, only: expect_at_most, expect, finish_tests
  implicit none

  call one_layer_decays_exactly()
  call what_is_lost_arrives()
  call all_that_falls_can_evaporate()
  call finish_tests()

contains

  subroutine one_layer_decays_exactly()
    real(wp) :: q(2, 1, 1), fallen(2)

    q = 3
    call scavenge_row(2, 1, 1, 1, spread([0.2_wp, 0.0_wp], 2, 1), spread([1.0_wp, 1.0_wp], 2, 1), &
                      spread([0.0_wp, 0.0_wp], 2, 1), 0.5_wp, [10.0_wp], [0.1_wp], fallen, q)
    call expect_at_most(abs(q(1, 1, 1) / (3 * exp(-0.1_wp)) - 1), 1.0e-14_wp, "half retained of an uptake of a fifth")
    call expect_at_most(abs(q(2, 1, 1) - 3), 0.0_wp, "no rain, no loss")
  end subroutine one_layer_decays_exactly

  subroutine what_is_lost_arrives()
    integer, parameter :: n = 3, nlev = 9
    real(wp) :: q(n, 2, nlev), uptake(n, nlev), area(n, nlev), evaporated(n, nlev), kg(nlev), fallen(n), before(n)
    integer :: i, k

    kg = [(100.0_wp / k, k=1, nlev)]
    do k = 1, nlev
      do i = 1, n
        q(i, :, k) = 1.0_wp / (i + k)
        uptake(i, k) = 0.1_wp * modulo(i * k, 4)
        area(i, k) = 0.3_wp * modulo(i + k, 3)
        evaporated(i, k) = merge(0.4_wp, 0.0_wp, k < 4)
      end do
    end do
    before = matmul(q(:, 2, :), kg)
    call scavenge_row(n, 2, nlev, 2, uptake, area, evaporated, 1.0_wp, kg, 1 / kg, fallen, q)
    call expect_at_most(maxval(abs(matmul(q(:, 2, :), kg) + fallen - before) / before), 1.0e-14_wp, "mass of a column and its rain")
    call expect(all(fallen > 0) .and. all(q > 0), "some of it rained out")
    call expect_at_most(abs(q(1, 1, 1) - 0.5_wp), 0.0_wp, "another row is left alone")
  end subroutine what_is_lost_arrives

  subroutine all_that_falls_can_evaporate()
    real(wp) :: q(1, 1, 2), fallen(1)

    q(1, 1, :) = [0.0_wp, 1.0_wp]
    call scavenge_row(1, 1, 2, 1, reshape([0.0_wp, 1.0_wp], [1, 2]), reshape([1.0_wp, 1.0_wp], [1, 2]), &
                      reshape([1.0_wp, 0.0_wp], [1, 2]), 1.0_wp, [1.0_wp, 1.0_wp], [1.0_wp, 1.0_wp], fallen, q)
    call expect_at_most(abs(q(1, 1, 1) - (1 - exp(-1.0_wp))), 1.0e-15_wp, "back in the layer below")
    call expect_at_most(abs(fallen(1)), 1.0e-16_wp, "and none at the ground")
  end subroutine all_that_falls_can_evaporate
end program test_scavenging
