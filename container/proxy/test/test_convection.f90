!> Updraft transport against exact and finely stepped solutions, and what must hold up to the longest stable sub-step.
program test_convection
  use kinds, only: wp
  use text, only: fixed, text_of
  use updraft_transport, only: updraft_shares, needed_substeps, convect_column
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none
  integer, parameter :: n = 24

  call two_layers()
  call undiluted_updraft()
  call convergence()
  call at_the_limit()
  call finish_tests()

contains

  !> Two layers that exchange M: their difference decays as exp(-M (1/m1 + 1/m2) t).
  subroutine two_layers()
    real(wp), parameter :: mass(2) = [3.0_wp, 5.0_wp], lifted = 0.5_wp
    real(wp) :: q(1, 1, 2), coarse, fine, rate

    rate = lifted * sum(1 / mass)
    q(1, 1, :) = [1.0_wp, 0.0_wp]
    call advance(2, mass, [0.0_wp, lifted, 0.0_wp], [0.0_wp, 0.0_wp], 100, q)
    coarse = abs(q(1, 1, 1) - q(1, 1, 2) - exp(-rate))
    q(1, 1, :) = [1.0_wp, 0.0_wp]
    call advance(2, mass, [0.0_wp, lifted, 0.0_wp], [0.0_wp, 0.0_wp], 200, q)
    fine = abs(q(1, 1, 1) - q(1, 1, 2) - exp(-rate))
    ! The leading term of the error, rate^2/(2 * 200) exp(-rate) with rate = 4/15, is 1.36e-4.
    call expect_at_most(abs(fine - 1.36e-4_wp), 1.0e-6_wp, "two layers: error of 200 sub-steps as predicted")
    call expect(coarse / fine > 1.95_wp .and. coarse / fine < 2.05_wp, "two layers: half the sub-step, half the error: " &
                //fixed(coarse / fine, 3))
  end subroutine two_layers

  !> All taken in at the bottom, all given off at the top: the layers between sink unmixed, so that after one sub-step that
  !> lifts a whole layer each has the value of the one above it, and the top that of the bottom.
  subroutine undiluted_updraft()
    real(wp) :: q(1, 1, n), start(n), mass(n)
    real(wp) :: updraft(n + 1)
    integer :: k

    mass = 2
    updraft = 2
    updraft([1, n + 1]) = 0
    start = [(real(k * k, wp), k = 1, n)]
    q(1, 1, :) = start
    call advance(n, mass, updraft, spread(0.0_wp, 1, n), 1, q)
    call expect(all(abs(q(1, 1, :) - [start(2:), start(1)]) <= 0), "an undiluted updraft shifts the column by a layer, exactly")
  end subroutine undiluted_updraft

  !> Towards a solution with 2**14 sub-steps.
  subroutine convergence()
    real(wp) :: reference(1, 1, n), coarse(1, 1, n), fine(1, 1, n), order

    call convect_profile(2**14, reference)
    call convect_profile(8, coarse)
    call convect_profile(16, fine)
    order = log(norm2(coarse - reference) / norm2(fine - reference)) / log(2.0_wp)
    call expect(order > 0.9_wp .and. order < 1.1_wp, "order of convergence in time 1: "//fixed(order, 2))
    call convect_profile(2, coarse)
    call expect_at_most(maxval(abs(coarse - reference)), 2.0e-3_wp, "error of the two sub-steps of a run")
  end subroutine convergence

  !> An entraining and detraining cloud in layers of uneven mass over a tracer from the ground.
  subroutine convect_profile(substeps, q)
    integer, intent(in) :: substeps
    real(wp), intent(out) :: q(1, 1, n)
    real(wp) :: mass(n), updraft(n + 1), exchange(n)

    call cloud(mass, updraft, exchange)
    q(1, 1, :) = merge(1.0_wp, 0.1_wp, mass > 200)
    call advance(n, mass, updraft, exchange, substeps, q)
  end subroutine convect_profile

  subroutine cloud(mass, updraft, exchange)
    real(wp), intent(out) :: mass(n), updraft(n + 1), exchange(n)
    integer :: k

    mass = [(150 + 100 * cos(0.7_wp * k), k = 1, n)]
    updraft = [(0.1_wp * max(0, k - 2) * max(0, n - 1 - k), k = 1, n + 1)]
    exchange = [(0.2_wp * k, k = 1, n)]
    where (updraft(:n) + updraft(2:) <= 0) exchange = 0
  end subroutine cloud

  !> As much lifted as one sub-step allows.
  subroutine at_the_limit()
    real(wp) :: q(1, 1, n), start(n), mass(n), updraft(n + 1), exchange(n), factor
    integer :: k, substeps

    call cloud(mass, updraft, exchange)
    factor = 1 / maxval((max(updraft(2:), updraft(:n)) + exchange) / mass)
    updraft = updraft * factor * 7.9_wp
    exchange = exchange * factor * 7.9_wp
    substeps = needed_substeps(n, mass, updraft, exchange)
    call expect(substeps == 8, "7.9 times the longest sub-step needs 8: "//text_of(substeps))
    start = [(merge(0.1_wp, 1.0_wp, modulo(k, 3) == 0), k = 1, n)]
    q(1, 1, :) = start
    call advance(n, mass, updraft, exchange, substeps, q)
    call expect_at_most(max(maxval(q) - 1.0_wp, 0.1_wp - minval(q)), 1.0e-15_wp, "no new extrema")
    call expect_at_most(abs(sum(mass * (q(1, 1, :) - start)) / sum(mass * start)), 1.0e-14_wp, "mass, relative")
    q = 0.1_wp
    call advance(n, mass, updraft, exchange, substeps, q)
    call expect(all(abs(q - 0.1_wp) <= 0), "a constant stays constant, exactly")
  end subroutine at_the_limit

  !> @param updraft, exchange of the whole step
  subroutine advance(nlev, mass, updraft, exchange, substeps, q)
    integer, intent(in) :: nlev, substeps
    real(wp), intent(in) :: mass(nlev), updraft(nlev + 1), exchange(nlev)
    real(wp), intent(inout) :: q(1, 1, nlev)
    real(wp) :: share(nlev)

    call updraft_shares(nlev, updraft, exchange, share)
    call convect_column(nlev, 1, nlev, substeps, 1 / mass, updraft / substeps, share, q(1, 1, :))
  end subroutine advance
end program test_convection
