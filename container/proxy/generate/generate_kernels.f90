!> generate-kernels FOLDER TABLE...: writes the straight-line code of the mechanisms into the folder, kernel_1.f90, kernel_2.f90
!> and so on in the order of the tables, and generated_kernels.f90, which finds the one for a plan.
program generate_kernels
  use chemistry_plan, only: plan_type, make_plan
  use console, only: fail, exit_failure, exit_usage
  use kinds, only: i8
  use mechanism, only: mechanism_type
  use mechanism_file, only: read_mechanism
  use straight_line, only: write_kernel
  use text, only: text_of
  implicit none
  character(1000) :: folder, table
  type(mechanism_type) :: mech
  type(plan_type) :: plan
  integer(i8), allocatable :: fingerprints(:)
  integer :: tables, t, unit, status

  tables = command_argument_count() - 1
  if (tables < 1) call fail(exit_usage, "generate-kernels: give a folder and the tables of mechanisms")
  call get_command_argument(1, folder)
  allocate (fingerprints(tables))
  do t = 1, tables
    call get_command_argument(t + 1, table)
    mech = read_mechanism(trim(table))
    call make_plan(mech, plan)
    fingerprints(t) = plan%fingerprint()
    unit = opened("kernel_"//text_of(t)//".f90")
    call write_kernel(unit, "kernel_"//text_of(t), plan)
    call closed(unit)
  end do
  unit = opened("generated_kernels.f90")
  call write_finder()
  call closed(unit)

contains

  integer function opened(name)
    character(*), intent(in) :: name

    open (newunit=opened, file=trim(folder)//"/"//name, status="replace", action="write", iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot write '"//name//"' in '"//trim(folder)//"'; give a writable folder")
  end function opened

  subroutine closed(unit)
    integer, intent(in) :: unit

    close (unit, iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot write in '"//trim(folder)//"'")
  end subroutine closed

  subroutine write_finder()
    character(*), parameter :: parts(3) = [character(8) :: "changes", "jacobian", "solve"]
    integer :: part

    write (unit, '(a)') "! Generated: do not edit.", "module generated_kernels", "  use kinds, only: i8", &
      "  use mechanism_kernel, only: kernel_type"
    do t = 1, tables
      do part = 1, size(parts)
        write (unit, '(a)') "  use kernel_"//text_of(t)//", only: "//trim(parts(part))//"_"//text_of(t)//" => "//trim(parts(part))
      end do
    end do
    write (unit, '(a)') "  implicit none", "  private", "  public :: find_kernel", "contains", &
      "  type(kernel_type) function find_kernel(fingerprint) result(kernel)", "    integer(i8), intent(in) :: fingerprint", &
      "    kernel = kernel_type()"
    do t = 1, tables
      write (unit, '(a,z16.16,a)') "    if (fingerprint == int(z'", fingerprints(t), "', i8)) &"
      write (unit, '(a)') "      kernel = kernel_type(changes_"//text_of(t)//", jacobian_"//text_of(t)//", solve_"//text_of(t)//")"
    end do
    write (unit, '(a)') "  end function find_kernel", "end module generated_kernels"
  end subroutine write_finder
end program generate_kernels
