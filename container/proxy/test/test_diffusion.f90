!> Implicit vertical diffusion against exact solutions, and what must hold on uneven layers.
program test_diffusion
  use kinds, only: wp
  use constants, only: pi
  use text, only: fixed
  use vertical_diffusion, only: factorise_diffusion, diffuse_row
  use expectations, only: expect, expect_at_most, finish_tests
  implicit none

  call decay_of_the_scheme()
  call convergence()
  call uneven_layers()
  call finish_tests()

contains

  !> Backward Euler multiplies the m-th cosine of a column of equal layers by 1/(1 + 4 r sin(pi m/2n)^2), r = exchange/mass:
  !> cosines are eigenvectors of the discrete operator.
  subroutine decay_of_the_scheme()
    integer, parameter :: n = 40, modes(3) = [1, 7, 39]
    real(wp), parameter :: ratio = 3.7_wp
    real(wp) :: q(1, 1, n), start(n), worst
    integer :: m, k

    worst = 0
    do m = 1, size(modes)
      start = [(cos(pi * modes(m) * (k - 0.5_wp) / n), k = 1, n)]
      q(1, 1, :) = start
      call advance(n, 1, ratio, q)
      worst = max(worst, maxval(abs(q(1, 1, :) - start / (1 + 4 * ratio * sin(pi * modes(m) / (2 * n))**2))))
    end do
    call expect_at_most(worst, 1.0e-14_wp, "three cosines decay as the scheme has to")
  end subroutine decay_of_the_scheme

  !> Towards the exact decay exp(-K (m pi/depth)^2 t): second order in the distance, with it first in time.
  subroutine convergence()
    real(wp) :: space, time

    space = log(error_with(20, 4000) / error_with(40, 16000)) / log(2.0_wp)
    call expect(space > 1.9_wp .and. space < 2.1_wp, "order of convergence in space 2: "//fixed(space, 2))
    time = log(error_with(320, 10) / error_with(320, 20)) / log(2.0_wp)
    call expect(time > 0.9_wp .and. time < 1.1_wp, "order of convergence in time 1: "//fixed(time, 2))
    ! The leading terms of the error, (2 pi/160)^2/12 and 1/(2 * 4000), add up to 2.54e-4.
    call expect_at_most(abs(error_with(160, 4000) - 2.54e-4_wp), 1.0e-6_wp, "error of 160 layers as predicted")
  end subroutine convergence

  !> Of the second cosine after it has fallen to 1/e.
  real(wp) function error_with(n, steps)
    integer, intent(in) :: n, steps
    real(wp) :: q(1, 1, n), start(n)
    integer :: k

    start = [(cos(2 * pi * (k - 0.5_wp) / n), k = 1, n)]
    q(1, 1, :) = start
    call advance(n, steps, n**2 / (4 * pi**2 * steps), q)
    error_with = maxval(abs(q(1, 1, :) - exp(-1.0_wp) * start)) / exp(-1.0_wp)
  end function error_with

  subroutine advance(n, steps, ratio, q)
    integer, intent(in) :: n, steps
    real(wp), intent(in) :: ratio
    real(wp), intent(inout) :: q(1, 1, n)
    real(wp) :: exchange(1, n + 1), pivot(1, n), carry(1, n), change(1, 0:n), mass(n)
    integer :: step

    mass = 1
    exchange(1, :) = ratio
    exchange(1, [1, n + 1]) = 0
    call factorise_diffusion(1, n, mass, exchange, pivot, carry)
    do step = 1, steps
      call diffuse_row(1, 1, n, 1, exchange, pivot, carry, change, q)
    end do
  end subroutine advance

  !> Layers and exchanges of many magnitudes: mass, bounds, a constant, and full mixing in the limit.
  subroutine uneven_layers()
    integer, parameter :: n = 30, lanes = 5
    real(wp) :: mass(n), q(lanes, 2, n), start(lanes, 2, n), mean(lanes)
    real(wp) :: exchange(lanes, n + 1), pivot(lanes, n), carry(lanes, n), change(lanes, 0:n), drift, excess
    integer :: i

    call random_seed(put=[(17 * i, i = 1, seed_size())])
    call random_number(mass)
    call random_number(exchange)
    call random_number(start)
    mass = 10**(3 * mass)
    exchange = 10**(6 * exchange - 3)
    exchange(:, [1, n + 1]) = 0
    start(1, 1, :) = 0.1_wp
    q = start
    call factorise_diffusion(lanes, n, mass, exchange, pivot, carry)
    call diffuse_row(lanes, 2, n, 1, exchange, pivot, carry, change, q)
    drift = 0
    excess = 0
    do i = 1, lanes
      drift = max(drift, abs(sum(mass * (q(i, 1, :) - start(i, 1, :))) / sum(mass * start(i, 1, :))))
      excess = max(excess, maxval(q(i, 1, :)) - maxval(start(i, 1, :)), minval(start(i, 1, :)) - minval(q(i, 1, :)))
      mean(i) = sum(mass * start(i, 1, :)) / sum(mass)
    end do
    call expect_at_most(drift, 1.0e-14_wp, "mass, relative")
    call expect_at_most(excess, 0.0_wp, "no new extrema")
    call expect(all(abs(q(1, 1, :) - start(1, 1, :)) <= 0), "a constant stays constant, exactly")
    call expect(all(abs(q(:, 2, :) - start(:, 2, :)) <= 0), "the other row is left alone")
    exchange(:, 2:n) = 1.0e9_wp
    call factorise_diffusion(lanes, n, mass, exchange, pivot, carry)
    call diffuse_row(lanes, 2, n, 1, exchange, pivot, carry, change, q)
    call expect_at_most(maxval(abs(q(:, 1, :) - spread(mean, 2, n))), 1.0e-4_wp, "strong mixing leaves the mean")
  end subroutine uneven_layers

  integer function seed_size()
    call random_seed(size=seed_size)
  end function seed_size
end program test_diffusion
