!> Wet deposition of one tracer in a column: from the top downwards, rain forms and takes up, washes out below, and gives
!> back where it evaporates; what arrives at the ground is lost.
!>
!> The first-order rainout of Jacob et al. (2000), which GEOS-Chem uses, with a retention of our own for each tracer. What a
!> cell loses is what falls, so mass is conserved.
module scavenging
  use kinds, only: wp
  implicit none
  private
  public :: scavenge_column, scavenging_flops

  !> Of one cell: uptake 4 and an exponential counted as 10, exchange 7.
  integer, parameter :: scavenging_flops = 21

contains

  !> @param uptake (nlev) of a tracer that is held back entirely: rain formed over the cloud's water, times the step
  !> @param area (nlev) share of a cell in which it rains
  !> @param evaporated (nlev) of what falls through a cell
  !> @param retention of the tracer, 0 to 1
  !> @param kg (nlev) of air in a cell
  !> @param fallen what arrived at the ground, kg times the mixing ratio's unit
  pure subroutine scavenge_column(nlev, uptake, area, evaporated, retention, kg, inverse_kg, fallen, q)
    integer, intent(in) :: nlev
    real(wp), intent(in) :: uptake(nlev), area(nlev), evaporated(nlev), retention, kg(nlev), inverse_kg(nlev)
    real(wp), intent(out) :: fallen
    real(wp), intent(inout) :: q(nlev)
    real(wp) :: taken, back
    integer :: k

    fallen = 0
    do k = nlev, 1, -1
      taken = area(k) * (1 - exp(-retention * uptake(k))) * max(q(k), 0.0_wp) * kg(k)
      back = evaporated(k) * fallen
      q(k) = q(k) + (back - taken) * inverse_kg(k)
      fallen = fallen + (taken - back)
    end do
  end subroutine scavenge_column
end module scavenging
