!> Where the Jacobian of a mechanism is not zero, and the order of the species in which elimination fills in little.
!>
!> Markowitz (1957): next comes the pivot with the smallest product of the other entries in its row and column, in what is
!> left of the matrix. Chosen once, when the mechanism is loaded; no pivoting by value, since 1/(h gamma) - J has a
!> dominant diagonal for the steps that pass the error test (Sandu et al. 1997).
module sparse_pattern
  use mechanism, only: mechanism_type
  implicit none
  private
  public :: jacobian_pattern, markowitz_order, fill_in

contains

  function jacobian_pattern(mech) result(pattern)
    type(mechanism_type), intent(in) :: mech
    logical :: pattern(size(mech%species), size(mech%species))
    integer :: r, i

    pattern = .false.
    do i = 1, size(pattern, 1)
      pattern(i, i) = .true.
    end do
    do r = 1, size(mech%reactions)
      do i = 1, size(mech%reactions(r)%reactant)
        pattern(mech%reactions(r)%species, mech%reactions(r)%reactant(i)) = .true.
      end do
    end do
  end function jacobian_pattern

  !> @return order(new) = old
  function markowitz_order(pattern) result(order)
    logical, intent(in) :: pattern(:, :)
    integer :: order(size(pattern, 1))
    logical :: filled(size(pattern, 1), size(pattern, 1)), left(size(pattern, 1))
    integer :: step, i, pivot, product, smallest

    filled = pattern
    left = .true.
    do step = 1, size(order)
      smallest = huge(smallest)
      pivot = 0
      do i = 1, size(order)
        if (.not. left(i)) cycle
        product = (count(filled(i, :) .and. left) - 1) * (count(filled(:, i) .and. left) - 1)
        if (product < smallest) then
          smallest = product
          pivot = i
        end if
      end do
      order(step) = pivot
      left(pivot) = .false.
      call eliminate(filled, left, pivot)
    end do
  end function markowitz_order

  !> The pattern of L + U, in the order as it is.
  function fill_in(pattern) result(filled)
    logical, intent(in) :: pattern(:, :)
    logical :: filled(size(pattern, 1), size(pattern, 1)), left(size(pattern, 1))
    integer :: pivot

    filled = pattern
    left = .true.
    do pivot = 1, size(left)
      left(pivot) = .false.
      call eliminate(filled, left, pivot)
    end do
  end function fill_in

  pure subroutine eliminate(filled, left, pivot)
    logical, intent(inout) :: filled(:, :)
    logical, intent(in) :: left(:)
    integer, intent(in) :: pivot
    integer :: j

    do j = 1, size(left)
      if (left(j) .and. filled(pivot, j)) filled(:, j) = filled(:, j) .or. (left .and. filled(:, pivot))
    end do
  end subroutine eliminate
end module sparse_pattern
