!> Wet deposition of one tracer in the columns of a row: from the top downwards, rain forms and takes up, washes out below, and gives
!> back where it evaporates; what arrives at the ground is lost.
!>
!> The first-order rainout of Jacob et al. (2000), which GEOS-Chem uses, with a retention of our own for each tracer. What a
!> cell loses is what falls, so mass is conserved.
module scavenging
  use kinds, only: wp
  implicit none
  private
  public :: scavenge_row, scavenging_flops

  !> Of one cell: uptake 4 and an exponential counted as 10, exchange 7.
  integer, parameter :: scavenging_flops = 21

contains

  !> @param uptake (n, nlev) of a tracer that is held back entirely: rain formed over the cloud's water, times the step
  !> @param area (n, nlev) share of a cell in which it rains
  !> @param evaporated (n, nlev) of what falls through a cell
  !> @param retention of the tracer, 0 to 1
  !> @param kg (nlev) of air in a cell
  !> @param falling (n) scratch; on return what arrived at the ground, kg times the mixing ratio's unit
  pure subroutine scavenge_row(n, rows, nlev, j, uptake, area, evaporated, retention, kg, inverse_kg, falling, q)
    integer, intent(in) :: n, rows, nlev, j
    real(wp), intent(in) :: uptake(n, nlev), area(n, nlev), evaporated(n, nlev), retention, kg(nlev), inverse_kg(nlev)
    real(wp), intent(out) :: falling(n)
    real(wp), intent(inout) :: q(n, rows, nlev)
    real(wp) :: taken, back
    integer :: i, k

    falling = 0
    do k = nlev, 1, -1
      do i = 1, n
        taken = area(i, k) * (1 - exp(-retention * uptake(i, k))) * max(q(i, j, k), 0.0_wp) * kg(k)
        back = evaporated(i, k) * falling(i)
        q(i, j, k) = q(i, j, k) + (back - taken) * inverse_kg(k)
        falling(i) = falling(i) + (taken - back)
      end do
    end do
  end subroutine scavenge_row
end module scavenging
