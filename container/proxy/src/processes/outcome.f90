!> What is known of a run's answer at its end.
module outcome
  use error_norms, only: norms_type
  use verification, only: check_type
  implicit none
  private
  public :: outcome_type

  type :: outcome_type
    type(check_type), allocatable :: checks(:)
    type(norms_type), allocatable :: norms(:)       !< (ntracer) against the exact solution; not allocated: none
    character(:), allocatable :: no_norms_because   !< why not
    character(:), allocatable :: checksum           !< of the final state's bits
  contains
    procedure :: add
  end type outcome_type

contains

  subroutine add(self, checks)
    class(outcome_type), intent(inout) :: self
    type(check_type), intent(in) :: checks(:)

    if (.not. allocated(self%checks)) allocate (self%checks(0))
    self%checks = [self%checks, checks]
  end subroutine add
end module outcome
