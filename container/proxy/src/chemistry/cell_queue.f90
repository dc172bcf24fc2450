!> The cells that all threads draw from, a few neighbours at a time: OpenMP's dynamic schedule, but one that a thread need not
!> leave with idle lanes whenever a share is done.
module cell_queue
  implicit none
  private
  public :: queue_type, take_share

  type :: queue_type
    integer :: next = 1
  end type queue_type

  integer, parameter :: share = 24 !< GEOS-Chem's own

contains

  !> The next cells of `cells`; none are left where last < first.
  subroutine take_share(queue, cells, first, last)
    type(queue_type), intent(inout) :: queue
    integer, intent(in) :: cells
    integer, intent(out) :: first, last

    !$omp atomic capture
    first = queue%next
    queue%next = queue%next + share
    !$omp end atomic
    last = min(first + share - 1, cells)
  end subroutine take_share
end module cell_queue
