!> What straight-line code of one mechanism consists of, written by container/proxy/generate from the mechanism's table: for
!> one cell, every reaction and every entry a statement of its own, as KPP emits them (Damian et al. 2002).
module mechanism_kernel
  use kinds, only: wp
  implicit none
  private
  public :: kernel_type

  abstract interface
    !> Rate of change of every species.
    !> @param k (reactions), y (species), dydt (species)
    pure subroutine changes_interface(k, y, dydt)
      import :: wp
      real(wp), intent(in) :: k(*), y(*)
      real(wp), intent(inout) :: dydt(*)
    end subroutine changes_interface

    !> The Jacobian in the places of L + U; zero where elimination fills in.
    !> @param jacobian (entries)
    pure subroutine jacobian_interface(k, y, jacobian)
      import :: wp
      real(wp), intent(in) :: k(*), y(*)
      real(wp), intent(inout) :: jacobian(*)
    end subroutine jacobian_interface

    !> Forward and backward substitution, in place.
    !> @param lu (entries), x (species)
    pure subroutine solve_interface(lu, x)
      import :: wp
      real(wp), intent(in) :: lu(*)
      real(wp), intent(inout) :: x(*)
    end subroutine solve_interface
  end interface

  !> Not associated: there is no such code.
  type :: kernel_type
    procedure(changes_interface), pointer, nopass :: changes => null()
    procedure(jacobian_interface), pointer, nopass :: jacobian => null()
    procedure(solve_interface), pointer, nopass :: solve => null()
  end type kernel_type
end module mechanism_kernel
