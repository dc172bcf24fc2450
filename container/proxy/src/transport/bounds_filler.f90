!> Conservative repair of over- and undershoots on one level.
!>
!> The one-dimensional fluxes are monotone, their two-dimensional combination is only nearly so (Lin and Rood
!> 1996). GEOS-Chem fills negative values for this reason; here both bounds are held, by "clip and assured sum" of
!> Bradley et al. (2019, SIAM J. Sci. Comput. 41, C161-C193): clip, then return the clipped mass to the cells of the
!> level in proportion to the room they have. A level whose mean lies within the bounds always has enough room, and
!> horizontal transport keeps the level mean where it was.
module bounds_filler
  use kinds, only: wp
  implicit none
  private
  public :: fill_level

  !> Round-off of a step may stay, or every plateau would be touched at every step. Relative to the scale of a tracer.
  real(wp), parameter :: tolerance = 1.0e-14_wp

contains

  !> @param share of a stored value in its row's air mass: 1, but 1/n in a polar cap that is stored n times
  !> @param scale what round-off is relative to
  !> @param moved_kg air mass times mixing ratio that had to be moved, added up
  subroutine fill_level(n, rows, share, cell_kg, below_kg, above_kg, lowest, highest, scale, q, moved_kg)
    integer, intent(in) :: n, rows
    real(wp), intent(in) :: share(rows), cell_kg(rows), below_kg(n, rows), above_kg(n, rows)
    real(wp), intent(in) :: lowest, highest, scale
    real(wp), intent(inout) :: q(n, rows), moved_kg
    real(wp) :: excess_kg, room_up_kg, room_down_kg, clipped, air_kg
    integer :: i, j

    if (.not. out_of_bounds(n * rows, q, lowest, highest, tolerance * scale)) return

    excess_kg = 0
    room_up_kg = 0
    room_down_kg = 0
    do j = 1, rows
      do i = 1, n
        air_kg = share(j) * (cell_kg(j) + (above_kg(i, j) - below_kg(i, j)))
        clipped = min(max(q(i, j), lowest), highest)
        excess_kg = excess_kg + air_kg * (q(i, j) - clipped)
        moved_kg = moved_kg + air_kg * abs(q(i, j) - clipped)
        room_up_kg = room_up_kg + air_kg * (highest - clipped)
        room_down_kg = room_down_kg + air_kg * (clipped - lowest)
        q(i, j) = clipped
      end do
    end do
    if (excess_kg > 0) then
      call add_part(n * rows, excess_kg / room_up_kg, highest, q)
    else
      call add_part(n * rows, -excess_kg / room_down_kg, lowest, q)
    end if
  end subroutine fill_level

  !> Move every value the same part of its way to the bound.
  pure subroutine add_part(n, part, bound, q)
    integer, intent(in) :: n
    real(wp), intent(in) :: part, bound
    real(wp), intent(inout) :: q(n)

    q = q + part * (bound - q)
  end subroutine add_part

  !> Counting instead of MINVAL and MAXVAL: an integer reduction vectorises under IEEE rules, theirs do not.
  pure logical function out_of_bounds(n, q, lowest, highest, margin)
    integer, intent(in) :: n
    real(wp), intent(in) :: q(n), lowest, highest, margin

    out_of_bounds = count(q < lowest - margin .or. q > highest + margin) > 0
  end function out_of_bounds
end module bounds_filler
