!> Sunlight in one column at one wavelength: absorption and multiple scattering, for the mean intensity that photolysis depends on.
!>
!> Feautrier's form of the transfer equation with four Gauss angles a hemisphere, a block-tridiagonal system of 4 x 4 blocks, as
!> Fast-J solves it (Wild et al. 2000); scattering is isotropic here. Integrated over layers, with the direct beam's loss in
!> each taken exactly, so that what comes in is what is absorbed or goes out, to round-off, at any optical depth.
module scattering_column
  use kinds, only: wp
  use constants, only: pi
  implicit none
  private
  public :: scatter_sunlight, scattering_flops, angles

  integer, parameter :: angles = 4
  real(wp), parameter :: mu(angles) = [0.069431844202973712_wp, 0.330009478207571868_wp, 0.669990521792428132_wp, &
                                       0.930568155797026288_wp]
  real(wp), parameter :: weight(angles) = [0.173927422568726929_wp, 0.326072577431273071_wp, 0.326072577431273071_wp, &
                                           0.173927422568726929_wp]
  real(wp), parameter :: thinnest = 1.0e-12_wp

  !> Of one layer: the block 72, elimination with five right-hand sides 174, back substitution 36.
  integer, parameter :: scattering_flops = 72 + 174 + 36

contains

  !> Layers from the top downwards; the sun's beam has unit flux across itself.
  !> @param depth (layers) optical depth
  !> @param scattered (layers) share of the extinction that is scattering
  !> @param cosine of the solar zenith angle, more than 0
  !> @param albedo of the ground, which reflects alike in all directions
  !> @param actinic (layers) flux from all directions: 4 pi times the mean intensity, and the beam
  !> @param reflected leaves at the top, relative to what comes in
  !> @param imbalance of the column's energy, relative to what comes in
  pure subroutine scatter_sunlight(layers, depth, scattered, cosine, albedo, actinic, reflected, imbalance)
    integer, intent(in) :: layers
    real(wp), intent(in) :: depth(layers), scattered(layers), cosine, albedo
    real(wp), intent(out) :: actinic(layers), reflected, imbalance
    real(wp) :: thickness(layers), lost(layers)            ! lost: of the direct beam in a layer
    real(wp) :: block(angles, angles), right(angles, angles + 1), above(angles), below(angles)
    real(wp) :: carry(angles, angles + 1, layers)          ! intensity = next one - carry(:, :4) next one + carry(:, 5)
    real(wp) :: intensity(angles), top_share(angles), ground_share(angles), ground(angles), glow, ground_beam, beam
    real(wp) :: absorbed, up_at_ground
    integer :: k, i, j

    thickness = max(depth, thinnest)
    beam = 1
    do k = 1, layers
      lost(k) = cosine * beam * (1 - exp(-thickness(k) / cosine))
      beam = beam * exp(-thickness(k) / cosine)
    end do
    ground_beam = cosine * beam
    top_share = 1 / (1 + thickness(1) / (2 * mu))
    ground_share = 1 / (1 + thickness(layers) / (2 * mu))
    ! What the ground sends back in every direction: sum of ground * intensity of the lowest layer, + glow.
    ground = weight * mu * ground_share
    glow = (1 - albedo) + 4 * albedo * sum(ground)
    ground = 4 * albedo * ground / glow
    glow = albedo * ground_beam / (pi * glow)

    ! `block` without its exchange downwards is collected from what is lost in layers and at the top, never as a difference of
    ! exchanges, which in thin air are many orders larger.
    above = 0
    do k = 1, layers
      below = 0
      if (k < layers) below = 2 * mu**2 / (thickness(k) + thickness(k + 1))
      right(:, angles + 1) = scattered(k) * lost(k) / (4 * pi)
      do j = 1, angles
        block(:, j) = -scattered(k) * thickness(k) * weight(j)
      end do
      do i = 1, angles
        block(i, i) = block(i, i) + thickness(k)
      end do
      if (k == 1) then
        do i = 1, angles
          block(i, i) = block(i, i) + mu(i) * top_share(i)
        end do
      else
        do j = 1, angles
          block(:, j) = block(:, j) + above * carry(:, j, k - 1)
        end do
        right(:, angles + 1) = right(:, angles + 1) + above * carry(:, angles + 1, k - 1)
      end if
      if (k == layers) then
        do i = 1, angles
          block(i, i) = block(i, i) + mu(i) * ground_share(i)
          block(i, :) = block(i, :) - mu(i) * ground_share(i) * ground
          right(i, angles + 1) = right(i, angles + 1) + mu(i) * ground_share(i) * glow
        end do
      end if
      right(:, :angles) = block
      do i = 1, angles
        block(i, i) = block(i, i) + below(i)
      end do
      call solve_block(block, right)
      carry(:, :, k) = right
      above = below
    end do

    absorbed = 0
    up_at_ground = 0
    intensity = 0
    do k = layers, 1, -1
      intensity = intensity + (carry(:, angles + 1, k) - matmul(carry(:, :angles, k), intensity))
      if (k == layers) up_at_ground = 4 * pi * sum(weight * mu * ground_share * (sum(ground * intensity) + glow - intensity))
      actinic(k) = 4 * pi * sum(weight * intensity) + lost(k) / thickness(k)
      absorbed = absorbed + (1 - scattered(k)) * thickness(k) * actinic(k)
    end do
    reflected = 4 * pi * sum(weight * mu * top_share * intensity)
    imbalance = abs(cosine - reflected - absorbed - (ground_beam - up_at_ground)) / cosine
    reflected = reflected / cosine
  end subroutine scatter_sunlight

  !> right = inverse of block * right. The blocks are diagonally dominant: no pivoting.
  pure subroutine solve_block(block, right)
    real(wp), intent(inout) :: block(angles, angles), right(angles, angles + 1)
    real(wp) :: factor
    integer :: c, r, j

    do c = 1, angles - 1
      do r = c + 1, angles
        factor = block(r, c) / block(c, c)
        do j = c + 1, angles
          block(r, j) = block(r, j) - factor * block(c, j)
        end do
        do j = 1, angles + 1
          right(r, j) = right(r, j) - factor * right(c, j)
        end do
      end do
    end do
    do r = angles, 1, -1
      do j = 1, angles + 1
        do c = r + 1, angles
          right(r, j) = right(r, j) - block(r, c) * right(c, j)
        end do
        right(r, j) = right(r, j) / block(r, r)
      end do
    end do
  end subroutine solve_block
end module scattering_column
