!> A process that counts a fixed piece of work.
module stand_in_process
  use constants, only: time_step_s
  use kinds, only: wp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use verification, only: check
  use work, only: work_type, add_work
  implicit none
  private
  public :: stand_in_type

  type, extends(process_type) :: stand_in_type
    character(4) :: name = ""
  contains
    procedure :: start
    procedure :: verify
    procedure :: count_work
  end type stand_in_type

contains

  subroutine start(self, model)
    class(stand_in_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s * (model%steps + 1)
  end subroutine start

  subroutine verify(self, model, outcome)
    class(stand_in_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check(self%name, real(model%steps, wp), 1.0_wp)])
  end subroutine verify

  subroutine count_work(self, model, work)
    class(stand_in_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)

    call add_work(work(2), int(len_trim(self%name) + model%steps, i8), 8_i8, 1_i8)
  end subroutine count_work
end module stand_in_process

!> When processes are due, and that a list keeps them in order.
program test_processes
  use constants, only: time_step_s, chemistry_step_s
  use model, only: model_type
  use outcome, only: outcome_type
  use process_list, only: process_item_type, add_process
  use stand_in_process, only: stand_in_type
  use work, only: work_type
  use expectations, only: expect, finish_tests
  implicit none

  call due_in_the_first_step_of_its_own()
  call list_keeps_order()
  call finish_tests()

contains

  subroutine due_in_the_first_step_of_its_own()
    type(stand_in_type) :: quick, slow, watching
    integer :: step

    quick%every_s = time_step_s
    slow%every_s = chemistry_step_s
    call expect(all([(quick%is_due(step), step=1, 4)]), "a process with the shortest step is due in every step")
    call expect(all([(slow%is_due(step), step=1, 4)] .eqv. [.true., .false., .true., .false.]), &
                "one of twice the step in the first, the third, ...")
    call expect(.not. any([(watching%is_due(step), step=1, 4)]), "one that only watches in none")
  end subroutine due_in_the_first_step_of_its_own

  subroutine list_keeps_order()
    type(process_item_type), allocatable :: list(:)
    type(model_type) :: model
    type(outcome_type) :: found
    type(work_type) :: work(3)
    integer :: p

    allocate (list(0))
    call add_process(list, stand_in_type(name="ab"))
    call add_process(list, stand_in_type(name="c"))
    model%steps = 1
    do p = 1, size(list)
      call list(p)%it%start(model)
      call list(p)%it%verify(model, found)
      call list(p)%it%count_work(model, work)
    end do
    call expect(all(found%checks%name == ["ab", "c "]), "checks come in the order of the list")
    call expect(all(found%checks%passed), "and say what they found")
    call expect(all([(list(p)%it%every_s, p=1, 2)] == 2 * time_step_s), "each has its own state")
    call expect(all(work%counted .eqv. [.false., .true., .false.]), "work is counted where it was done")
    call expect(work(2)%cell_updates == 5 .and. work(2)%bytes == 16 .and. work(2)%flops == 2, &
                "two processes of one phase add up")
  end subroutine list_keeps_order
end program test_processes
