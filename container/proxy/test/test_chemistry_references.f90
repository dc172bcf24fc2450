!> The mechanisms of the folder against their published answers.
program test_chemistry_references
  use kinds, only: wp
  use chemistry_plan, only: plan_type, make_plan
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use reference_case, only: reference_answer, reference_error
  use substeps, only: substeps_type
  use text, only: text_of
  use expectations, only: expect_at_most, finish_tests
  implicit none
  character(200) :: folder

  call get_command_argument(1, folder)
  call check("rober", 1.0e-8_wp, 1.0e-24_wp, 1.0e-6_wp)
  call check("pollu", 1.0e-8_wp, 1.0e-20_wp, 1.0e-6_wp)
  call check("small_strato", 1.0e-7_wp, 1.0e-3_wp, 1.0e-5_wp)
  call finish_tests()

contains

  !> At the table's own tolerances, as every run does it, and at tight ones.
  subroutine check(name, rtol, atol, limit)
    character(*), intent(in) :: name
    real(wp), intent(in) :: rtol, atol, limit
    type(mechanism_type) :: mech
    type(plan_type) :: plan
    type(substeps_type) :: count
    real(wp), allocatable :: y(:)

    mech = read_mechanism(trim(folder)//"/"//name//".mech")
    call make_plan(mech, plan)
    allocate (y(plan%species))
    call reference_answer(mech, plan, mech%reference%rtol, mech%reference%atol, y, count)
    call expect_at_most(reference_error(mech, y), mech%reference%agreement, name//" as in a run, sub-steps " &
                        //text_of(count%accepted)//" + "//text_of(count%rejected))
    call reference_answer(mech, plan, rtol, atol, y, count)
    call expect_at_most(reference_error(mech, y), limit, name//" at tight tolerances, sub-steps " &
                        //text_of(count%accepted)//" + "//text_of(count%rejected))
  end subroutine check
end program test_chemistry_references
