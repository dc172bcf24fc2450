!> Processes in the order in which they start, advance and are asked.
module process_list
  use process, only: process_type
  implicit none
  private
  public :: process_item_type, add_process

  type :: process_item_type
    class(process_type), allocatable :: it
  end type process_item_type

contains

  subroutine add_process(list, process)
    type(process_item_type), allocatable, intent(inout) :: list(:)
    class(process_type), intent(in) :: process
    type(process_item_type), allocatable :: longer(:)
    integer :: p

    allocate (longer(size(list) + 1))
    do p = 1, size(list)
      call move_alloc(list(p)%it, longer(p)%it)
    end do
    allocate (longer(size(longer))%it, source=process)
    call move_alloc(longer, list)
  end subroutine add_process
end module process_list
