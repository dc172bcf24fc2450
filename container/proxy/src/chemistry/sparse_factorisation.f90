!> L + U of a sparse matrix of one cell, a row at a time in a dense row that the lists of its places fill and empty: the loop that
!> KPP's programs have, too, while all else that they emit is straight-line code.
module sparse_factorisation
  use kinds, only: wp
  use chemistry_plan, only: plan_type
  implicit none
  private
  public :: factorise_row_wise

contains

  !> In place; L has a unit diagonal. No pivoting, see sparse_pattern.
  !> @param row scratch
  pure subroutine factorise_row_wise(plan, lu, row)
    type(plan_type), intent(in) :: plan
    real(wp), intent(inout) :: lu(plan%entries), row(plan%species)
    real(wp) :: factor
    integer :: i, j, e, p

    do i = 1, plan%species
      do e = plan%row_start(i), plan%row_start(i + 1) - 1
        row(plan%column(e)) = lu(e)
      end do
      do e = plan%row_start(i), plan%diagonal(i) - 1
        j = plan%column(e)
        factor = row(j) / lu(plan%diagonal(j))
        row(j) = factor
        do p = plan%diagonal(j) + 1, plan%row_start(j + 1) - 1
          row(plan%column(p)) = row(plan%column(p)) - factor * lu(p)
        end do
      end do
      do e = plan%row_start(i), plan%row_start(i + 1) - 1
        lu(e) = row(plan%column(e))
      end do
    end do
  end subroutine factorise_row_wise
end module sparse_factorisation
