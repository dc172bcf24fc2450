!> Transport by convective updrafts and the subsidence that makes up for them, in a column.
!>
!> The bulk mass-flux form of Tiedtke (1989): an updraft takes in air of its surroundings on its way up, mixes at once and
!> gives some of it off again; the surroundings sink by as much air as the updraft lifts, upstream differences. Each
!> interface carries one net flux, M (updraft - upper layer), so mass is conserved, and a constant, whose differences are
!> zero, stays one exactly. Explicit: with (entrained + lifted from below) at most the layer's mass in every sub-step, a
!> new value lies between old ones.
module updraft_transport
  use kinds, only: wp
  implicit none
  private
  public :: updraft_shares, needed_substeps, convect_column, convection_flops

  !> Of one cell and sub-step: updraft 3, flux 2, update 3.
  integer, parameter :: convection_flops = 8

contains

  !> How much of the updraft in a layer is air just taken in there: entrained / (entrained + lifted from below).
  !> @param updraft_kg (nlev+1) air mass lifted through the lower face of a layer; 0 at both ends
  !> @param exchange_kg (nlev) taken in and given off in a layer, beyond what the change of the flux demands
  pure subroutine updraft_shares(nlev, updraft_kg, exchange_kg, share)
    integer, intent(in) :: nlev
    real(wp), intent(in) :: updraft_kg(nlev + 1), exchange_kg(nlev)
    real(wp), intent(out) :: share(nlev)
    real(wp) :: entrained_kg
    integer :: k

    do k = 1, nlev
      entrained_kg = max(updraft_kg(k + 1) - updraft_kg(k), 0.0_wp) + exchange_kg(k)
      share(k) = 0
      if (entrained_kg > 0) share(k) = entrained_kg / (entrained_kg + updraft_kg(k))
    end do
  end subroutine updraft_shares

  !> Least number of equal sub-steps with which no layer loses more than its own mass.
  pure integer function needed_substeps(nlev, mass_kg, updraft_kg, exchange_kg)
    integer, intent(in) :: nlev
    real(wp), intent(in) :: mass_kg(nlev), updraft_kg(nlev + 1), exchange_kg(nlev)

    needed_substeps = max(1, ceiling(maxval((max(updraft_kg(2:), updraft_kg(:nlev)) + exchange_kg) / mass_kg)))
  end function needed_substeps

  !> Advance a tracer in one column in place.
  !> @param first, last layers of the updrafts
  !> @param inverse_kg (nlev) of the air mass of a cell
  !> @param updraft_kg (nlev+1) per sub-step
  pure subroutine convect_column(nlev, first, last, substeps, inverse_kg, updraft_kg, share, q)
    integer, intent(in) :: nlev, first, last, substeps
    real(wp), intent(in) :: inverse_kg(nlev), updraft_kg(nlev + 1), share(nlev)
    real(wp), intent(inout) :: q(nlev)
    real(wp) :: updraft, from_below, to_above
    integer :: k, s

    do s = 1, substeps
      updraft = q(first)
      from_below = 0
      do k = first, last
        updraft = updraft + share(k) * (q(k) - updraft)
        to_above = updraft_kg(k + 1) * (updraft - q(min(k + 1, nlev)))
        q(k) = q(k) + (from_below - to_above) * inverse_kg(k)
        from_below = to_above
      end do
    end do
  end subroutine convect_column
end module updraft_transport
