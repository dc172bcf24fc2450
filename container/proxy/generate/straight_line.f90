!> Straight-line Fortran of one mechanism, from the lists that the vector solver walks through: a statement for every reaction
!> rate, derivative, entry of the Jacobian and row of the triangular solves.
module straight_line
  use chemistry_plan, only: plan_type
  use kinds, only: wp
  use text, only: text_of
  implicit none
  private
  public :: write_kernel

  integer, parameter :: line_length = 100

contains

  !> @param name of the module
  subroutine write_kernel(unit, name, plan)
    integer, intent(in) :: unit
    character(*), intent(in) :: name
    type(plan_type), intent(in) :: plan

    call write_line("! Generated from the mechanism's table: do not edit.")
    call write_line("module "//name)
    call write_line("  use kinds, only: wp")
    call write_line("  implicit none")
    call write_line("  private")
    call write_line("  public :: changes, jacobian, solve")
    call write_line("contains")
    call write_changes()
    call write_jacobian()
    call write_solve()
    call write_line("end module "//name)

  contains

    subroutine write_line(line)
      character(*), intent(in) :: line

      write (unit, '(a)') line
    end subroutine write_line

    subroutine write_changes()
      character(:), allocatable :: sum_
      integer :: r, s, p

      call write_line("  pure subroutine changes(k, y, dydt)")
      call write_line("    real(wp), intent(in) :: k(*), y(*)")
      call write_line("    real(wp), intent(inout) :: dydt(*)")
      call write_line("    real(wp) :: rate("//text_of(plan%reactions)//")")
      do r = 1, plan%reactions
        call write_line("    rate("//text_of(r)//") = k("//text_of(r)//")"//factors(plan, r, 0))
      end do
      do s = 1, plan%species
        sum_ = ""
        do p = plan%change_start(s), plan%change_start(s + 1) - 1
          sum_ = sum_//term(plan%change_coefficient(p), "rate("//text_of(plan%change_reaction(p))//")")
        end do
        call write_statement(unit, "dydt("//text_of(s)//") =", sum_)
      end do
      call write_line("  end subroutine changes")
    end subroutine write_changes

    subroutine write_jacobian()
      character(:), allocatable :: sum_
      integer :: r, m, e, t

      call write_line("  pure subroutine jacobian(k, y, jacobian_)")
      call write_line("    real(wp), intent(in) :: k(*), y(*)")
      call write_line("    real(wp), intent(inout) :: jacobian_(*)")
      call write_line("    real(wp) :: partial("//text_of(plan%partials)//")")
      do r = 1, plan%reactions
        do m = 1, plan%reactants(r)
          call write_line("    partial("//text_of(plan%partial_start(r) + m - 1)//") = k("//text_of(r)//")"//factors(plan, r, m))
        end do
      end do
      do e = 1, plan%entries
        sum_ = ""
        do t = plan%term_start(e), plan%term_start(e + 1) - 1
          sum_ = sum_//term(plan%term_coefficient(t), "partial("//text_of(plan%term_partial(t))//")")
        end do
        call write_statement(unit, "jacobian_("//text_of(e)//") =", sum_)
      end do
      call write_line("  end subroutine jacobian")
    end subroutine write_jacobian

    subroutine write_solve()
      character(:), allocatable :: sum_
      integer :: i, e

      call write_line("  pure subroutine solve(lu, x)")
      call write_line("    real(wp), intent(in) :: lu(*)")
      call write_line("    real(wp), intent(inout) :: x(*)")
      do i = 1, plan%species
        sum_ = ""
        do e = plan%row_start(i), plan%diagonal(i) - 1
          sum_ = sum_//" - lu("//text_of(e)//")*x("//text_of(plan%column(e))//")"
        end do
        if (sum_ /= "") call write_statement(unit, "x("//text_of(i)//") =", " x("//text_of(i)//")"//sum_)
      end do
      do i = plan%species, 1, -1
        sum_ = ""
        do e = plan%diagonal(i) + 1, plan%row_start(i + 1) - 1
          sum_ = sum_//" - lu("//text_of(e)//")*x("//text_of(plan%column(e))//")"
        end do
        call write_statement(unit, "x("//text_of(i)//") =", " (x("//text_of(i)//")"//sum_ &
                             //") / lu("//text_of(plan%diagonal(i))//")")
      end do
      call write_line("  end subroutine solve")
    end subroutine write_solve
  end subroutine write_kernel

  !> The concentrations of a reaction's reactants, but for the one of that number.
  function factors(plan, reaction, without) result(text)
    type(plan_type), intent(in) :: plan
    integer, intent(in) :: reaction, without
    character(:), allocatable :: text
    integer :: m

    text = ""
    do m = 1, plan%reactants(reaction)
      if (m /= without) text = text//"*y("//text_of(plan%reactant(m, reaction))//")"
    end do
  end function factors

  function term(coefficient, what) result(text)
    real(wp), intent(in) :: coefficient
    character(*), intent(in) :: what
    character(:), allocatable :: text
    character(32) :: number

    text = merge(" - ", " + ", coefficient < 0)
    if (abs(abs(coefficient) - 1) > 0) then
      write (number, '(es24.16e3)') abs(coefficient)
      text = text//trim(adjustl(number))//"_wp*"
    end if
    text = text//what
  end function term

  !> Over as many lines as it takes; blanks are where it may be broken.
  subroutine write_statement(unit, left, right)
    integer, intent(in) :: unit
    character(*), intent(in) :: left, right
    integer :: first, last

    if (right == "") then
      write (unit, '(4x,a)') left//" 0"
      return
    end if
    write (unit, '(4x,a)', advance="no") left
    first = 1
    do while (len(right) - first >= line_length)
      last = first - 1 + index(right(first:first + line_length - len(left) + 1), " ", back=.true.)
      write (unit, '(a)') right(first:last)//"&"
      write (unit, '(6x)', advance="no")
      first = last + 1
    end do
    write (unit, '(a)') right(first:)
  end subroutine write_statement
end module straight_line
