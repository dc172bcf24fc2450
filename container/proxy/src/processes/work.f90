!> How much work a run did, counted from the source, so that times become rates that do not depend on the run's size.
module work
  use kinds, only: i8
  implicit none
  private
  public :: work_type, add_work, word, field_bytes

  !> Of one phase, which is a timer. A cell update is one cell of one tracer advanced by one step of the process, in
  !> chemistry one cell with all its species, in input and output one value handed over by or to netCDF.
  type :: work_type
    integer(i8) :: cell_updates = 0, bytes = 0, flops = 0
    logical :: counted = .false.
  end type work_type

  integer(i8), parameter :: word = 8

  !> Where a field is read and written once, coefficients of a row staying in the cache for all tracers.
  integer(i8), parameter :: field_bytes = 2 * word

contains

  pure subroutine add_work(phase, cell_updates, bytes, flops)
    type(work_type), intent(inout) :: phase
    integer(i8), intent(in) :: cell_updates, bytes, flops

    phase%cell_updates = phase%cell_updates + cell_updates
    phase%bytes = phase%bytes + bytes
    phase%flops = phase%flops + flops
    phase%counted = .true.
  end subroutine add_work
end module work
