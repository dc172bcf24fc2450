!> Wet deposition of a column: what is lost arrives at the ground, and a layer alone decays exactly.
program test_scavenging
  use kinds, only: wp
  use scavenging, only: scavenge_column
  use expectations, only: expect_at_most, expect, finish_tests
  implicit none

  call one_layer_decays_exactly()
  call what_is_lost_arrives()
  call all_that_falls_can_evaporate()
  call finish_tests()

contains

  subroutine one_layer_decays_exactly()
    real(wp) :: q(1), fallen

    q = 3
    call scavenge_column(1, [0.2_wp], [1.0_wp], [0.0_wp], 0.5_wp, [10.0_wp], [0.1_wp], fallen, q)
    call expect_at_most(abs(q(1) / (3 * exp(-0.1_wp)) - 1), 1.0e-14_wp, "half retained of an uptake of a fifth")
    q = 3
    call scavenge_column(1, [0.0_wp], [1.0_wp], [0.0_wp], 0.5_wp, [10.0_wp], [0.1_wp], fallen, q)
    call expect_at_most(abs(q(1) - 3), 0.0_wp, "no rain, no loss")
  end subroutine one_layer_decays_exactly

  subroutine what_is_lost_arrives()
    integer, parameter :: nlev = 9
    real(wp), dimension(nlev) :: q, uptake, area, evaporated, kg
    real(wp) :: fallen, before
    integer :: i, k

    kg = [(100.0_wp / k, k=1, nlev)]
    do i = 1, 3
      q = [(1.0_wp / (i + k), k=1, nlev)]
      uptake = [(0.1_wp * modulo(i * k, 4), k=1, nlev)]
      area = [(0.3_wp * modulo(i + k, 3), k=1, nlev)]
      evaporated = [(merge(0.4_wp, 0.0_wp, k < 4), k=1, nlev)]
      before = sum(q * kg)
      call scavenge_column(nlev, uptake, area, evaporated, 1.0_wp, kg, 1 / kg, fallen, q)
      call expect_at_most(abs(sum(q * kg) + fallen - before) / before, 1.0e-14_wp, "mass of a column and its rain")
      call expect(fallen > 0 .and. all(q > 0), "some of it rained out")
    end do
  end subroutine what_is_lost_arrives

  subroutine all_that_falls_can_evaporate()
    real(wp) :: q(2), fallen

    q = [0.0_wp, 1.0_wp]
    call scavenge_column(2, [0.0_wp, 1.0_wp], [1.0_wp, 1.0_wp], [1.0_wp, 0.0_wp], 1.0_wp, [1.0_wp, 1.0_wp], [1.0_wp, 1.0_wp], &
                         fallen, q)
    call expect_at_most(abs(q(1) - (1 - exp(-1.0_wp))), 1.0e-15_wp, "back in the layer below")
    call expect_at_most(abs(fallen), 1.0e-16_wp, "and none at the ground")
  end subroutine all_that_falls_can_evaporate
end program test_scavenging
