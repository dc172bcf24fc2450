!> How many sub-steps the cells needed.
module substeps
  use kinds, only: i8
  implicit none
  private
  public :: substeps_type, count_cell, add_counts, bins

  integer, parameter :: bins = 10 !< sub-steps of a cell in a chemistry step: 1, 2, 3-4, 5-8 ... 129-256, more

  type :: substeps_type
    integer(i8) :: cell_steps = 0, accepted = 0, rejected = 0, lost = 0
    integer(i8) :: histogram(bins) = 0
  end type substeps_type

contains

  pure subroutine count_cell(count, accepted, rejected, arrived)
    type(substeps_type), intent(inout) :: count
    integer, intent(in) :: accepted, rejected
    logical, intent(in) :: arrived
    integer :: bin

    bin = 1
    do while (bin < bins .and. 2**(bin - 1) < accepted + rejected)
      bin = bin + 1
    end do
    count%cell_steps = count%cell_steps + 1
    count%accepted = count%accepted + accepted
    count%rejected = count%rejected + rejected
    count%lost = count%lost + merge(0, 1, arrived)
    count%histogram(bin) = count%histogram(bin) + 1
  end subroutine count_cell

  pure subroutine add_counts(count, other)
    type(substeps_type), intent(inout) :: count
    type(substeps_type), intent(in) :: other

    count%cell_steps = count%cell_steps + other%cell_steps
    count%accepted = count%accepted + other%accepted
    count%rejected = count%rejected + other%rejected
    count%lost = count%lost + other%lost
    count%histogram = count%histogram + other%histogram
  end subroutine add_counts
end module substeps
