!> The arithmetic of a block of cells: rates, changes, Jacobian, LU factors, triangular solves.
!>
!> Arrays are (lanes, ...): one cell per lane, innermost, so that every index of the lists is read once for all lanes and
!> the loops over lanes become vector instructions of any width: explicit shapes, because a stride that is known when
!> compiling is what lets gfortran keep the sums in registers on the baseline instruction sets (twice as fast; OpenMP's
!> simd directive makes it gather instead, twice as slow). Eight lanes fill a cache line and, with two float64 per
!> register on the baseline of both architectures, keep four independent sums in flight.
module chemistry_block
  use kinds, only: wp
  use chemistry_plan, only: plan_type
  implicit none
  private
  public :: lanes, changes, partial_derivatives, factorise, solve

  integer, parameter :: lanes = 8

contains

  !> Rate of change of every species.
  pure subroutine changes(plan, k, y, rate, dydt)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: k(lanes, plan%reactions), y(lanes, plan%species)
    real(wp), intent(inout) :: rate(lanes, plan%reactions)
    real(wp), intent(out) :: dydt(lanes, plan%species)
    real(wp) :: total(lanes)
    integer :: r, m, s, p, l

    do r = 1, plan%reactions
      do l = 1, lanes
        total(l) = k(l, r)
      end do
      do m = 1, plan%reactants(r)
        s = plan%reactant(m, r)
        do l = 1, lanes
          total(l) = total(l) * y(l, s)
        end do
      end do
      do l = 1, lanes
        rate(l, r) = total(l)
      end do
    end do
    do s = 1, plan%species
      do l = 1, lanes
        total(l) = 0
      end do
      do p = plan%change_start(s), plan%change_start(s + 1) - 1
        r = plan%change_reaction(p)
        do l = 1, lanes
          total(l) = total(l) + plan%change_coefficient(p) * rate(l, r)
        end do
      end do
      do l = 1, lanes
        dydt(l, s) = total(l)
      end do
    end do
  end subroutine changes

  !> Of every reaction's rate by each of its reactants in turn; a species that takes part twice has two.
  pure subroutine partial_derivatives(plan, k, y, partial)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: k(lanes, plan%reactions), y(lanes, plan%species)
    real(wp), intent(out) :: partial(lanes, plan%partials)
    real(wp) :: total(lanes)
    integer :: r, m, other, s, p, l

    do r = 1, plan%reactions
      do m = 1, plan%reactants(r)
        do l = 1, lanes
          total(l) = k(l, r)
        end do
        do other = 1, plan%reactants(r)
          if (other == m) cycle
          s = plan%reactant(other, r)
          do l = 1, lanes
            total(l) = total(l) * y(l, s)
          end do
        end do
        p = plan%partial_start(r) + m - 1
        do l = 1, lanes
          partial(l, p) = total(l)
        end do
      end do
    end do
  end subroutine partial_derivatives

  !> L + U of shift - J, in Doolittle's form: each entry is summed up from its terms of the Jacobian and its products of
  !> earlier entries, then written once. L has a unit diagonal; `inverse` is that of U's.
  pure subroutine factorise(plan, shift, partial, lu, inverse)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: shift(lanes)
    real(wp), intent(in) :: partial(lanes, plan%partials)
    real(wp), intent(inout) :: lu(lanes, plan%entries), inverse(lanes, plan%species)
    real(wp) :: total(lanes)
    integer :: e, t, p, q, l

    do e = 1, plan%entries
      do l = 1, lanes
        total(l) = 0
      end do
      if (plan%row(e) == plan%column(e)) then
        do l = 1, lanes
          total(l) = shift(l)
        end do
      end if
      do t = plan%term_start(e), plan%term_start(e + 1) - 1
        p = plan%term_partial(t)
        do l = 1, lanes
          total(l) = total(l) - plan%term_coefficient(t) * partial(l, p)
        end do
      end do
      do t = plan%product_start(e), plan%product_start(e + 1) - 1
        p = plan%product_lower(t)
        q = plan%product_upper(t)
        do l = 1, lanes
          total(l) = total(l) - lu(l, p) * lu(l, q)
        end do
      end do
      if (plan%row(e) > plan%column(e)) then
        q = plan%column(e)
        do l = 1, lanes
          lu(l, e) = total(l) * inverse(l, q)
        end do
      else
        do l = 1, lanes
          lu(l, e) = total(l)
        end do
        if (plan%row(e) == plan%column(e)) then
          q = plan%row(e)
          do l = 1, lanes
            inverse(l, q) = 1 / total(l)
          end do
        end if
      end if
    end do
  end subroutine factorise

  !> In place.
  pure subroutine solve(plan, lu, inverse, x)
    type(plan_type), intent(in) :: plan
    real(wp), intent(in) :: lu(lanes, plan%entries), inverse(lanes, plan%species)
    real(wp), intent(inout) :: x(lanes, plan%species)
    real(wp) :: total(lanes)
    integer :: i, j, e, l

    do i = 1, plan%species
      do l = 1, lanes
        total(l) = x(l, i)
      end do
      do e = plan%row_start(i), plan%diagonal(i) - 1
        j = plan%column(e)
        do l = 1, lanes
          total(l) = total(l) - lu(l, e) * x(l, j)
        end do
      end do
      do l = 1, lanes
        x(l, i) = total(l)
      end do
    end do
    do i = plan%species, 1, -1
      do l = 1, lanes
        total(l) = x(l, i)
      end do
      do e = plan%diagonal(i) + 1, plan%row_start(i + 1) - 1
        j = plan%column(e)
        do l = 1, lanes
          total(l) = total(l) - lu(l, e) * x(l, j)
        end do
      end do
      do l = 1, lanes
        x(l, i) = total(l) * inverse(l, i)
      end do
    end do
  end subroutine solve
end module chemistry_block
