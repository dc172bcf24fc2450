!> Initial tracer distributions, as functions of position. The horizontal shapes follow Lauritzen et al. (2012, Geosci.
!> Model Dev. 5, 887-901); the vertical structure and the placement of tracers beyond the sixth are ours.
!>
!> Every shape keeps a background of 0.1, so that no product underflows into denormal numbers, whose slow arithmetic would
!> otherwise be what the benchmark measures.
module tracer_shapes
  use kinds, only: wp
  use constants, only: pi
  implicit none
  private
  public :: tracer_column, tracer_shape_name, tracer_name

  integer, parameter :: shape_count = 5
  character(*), parameter :: shape_names(0:shape_count) = [character(20) :: "constant", "gaussian_hills", &
    "cosine_bells", "slotted_cylinders", "correlated_bells", "layers"]
  real(wp), parameter :: background = 0.1_wp, amplitude = 0.9_wp
  real(wp), parameter :: centre_lon_rad(2) = [5 * pi / 6, 7 * pi / 6]
  real(wp), parameter :: radius_rad = 0.5_wp, depth_scale_heights = 2.0_wp
  real(wp), parameter :: golden_angle_rad = 2.399963229728653_wp !< spreads the placements without repetition

contains

  !> Tracer 1 is the constancy probe; the others take the shapes in turn.
  pure integer function shape_index(tracer)
    integer, intent(in) :: tracer

    shape_index = merge(0, modulo(tracer - 2, shape_count) + 1, tracer == 1)
  end function shape_index

  function tracer_shape_name(tracer) result(name)
    integer, intent(in) :: tracer
    character(:), allocatable :: name

    name = trim(shape_names(shape_index(tracer)))
  end function tracer_shape_name

  !> In files: "T001" and so on.
  pure character(4) function tracer_name(tracer)
    integer, intent(in) :: tracer

    write (tracer_name, '("T",i3.3)') tracer
  end function tracer_name

  !> Mixing ratio of the column at the unit vector `position`, for layers at `eta` (pressure over surface pressure).
  pure subroutine tracer_column(tracer, position, eta, q)
    integer, intent(in) :: tracer
    real(wp), intent(in) :: position(3), eta(:)
    real(wp), intent(out) :: q(:)
    real(wp) :: height(size(eta)), turn_rad, centre_height, centre(3, 2), chord2(2)
    integer :: hill, placement

    if (tracer == 1) then
      q = 1
      return
    end if
    placement = (tracer - 2) / shape_count
    turn_rad = placement * golden_angle_rad
    centre_height = 1 + modulo(0.7_wp * placement, 4.0_wp)
    height = (-log(eta) - centre_height) / depth_scale_heights
    do hill = 1, 2
      centre(:, hill) = [cos(centre_lon_rad(hill) + turn_rad), sin(centre_lon_rad(hill) + turn_rad), 0.0_wp]
      chord2(hill) = sum((position - centre(:, hill))**2)
    end do

    select case (shape_index(tracer))
    case (1)
      q = background + amplitude * sum(exp(-5 * chord2)) * exp(-min(height**2, 30.0_wp))
    case (2)
      q = bells()
    case (3)
      q = cylinders()
    case (4)
      q = 0.9_wp - 0.8_wp * bells()**2
    case default
      q = 0.5_wp + 0.4_wp * sin(4 * height) * (position(3) * cos(turn_rad) + position(1) * sin(turn_rad))
    end select

  contains

    pure function bells() result(bell)
      real(wp) :: bell(size(eta)), distance2
      integer :: h, k

      bell = background
      do h = 1, 2
        do k = 1, size(eta)
          distance2 = (angle_rad(chord2(h)) / radius_rad)**2 + height(k)**2
          if (distance2 < 1) bell(k) = bell(k) + amplitude * 0.5_wp * (1 + cos(pi * sqrt(distance2)))
        end do
      end do
    end function bells

    !> The slots face each other across the equator, as in the reference.
    pure function cylinders() result(cylinder)
      real(wp) :: cylinder(size(eta)), east_rad
      logical :: slot
      integer :: h

      cylinder = background
      do h = 1, 2
        if (angle_rad(chord2(h)) > radius_rad) cycle
        east_rad = atan2(centre(1, h) * position(2) - centre(2, h) * position(1), &
                         centre(1, h) * position(1) + centre(2, h) * position(2))
        slot = abs(east_rad) < radius_rad / 6 &
          .and. merge(1, -1, h == 2) * asin(position(3)) > -5 * radius_rad / 12
        if (.not. slot) where (abs(height) < 1) cylinder = background + amplitude
      end do
    end function cylinders
  end subroutine tracer_column

  !> Great-circle angle from the squared chord.
  pure real(wp) function angle_rad(chord2)
    real(wp), intent(in) :: chord2

    angle_rad = 2 * asin(min(1.0_wp, sqrt(chord2) / 2))
  end function angle_rad
end module tracer_shapes
