!> A mechanism compiled into lists of indices that the solver walks through, each entry for a whole block of cells.
!>
!> All lists gather: one result is summed up in registers and written once. Scattering would write a block of every
!> operand for each term.
module chemistry_plan
  use, intrinsic :: iso_fortran_env, only: int64
  use checksum, only: fnv1a
  use kinds, only: wp, i8
  use mechanism_kernel, only: kernel_type
  use mechanism, only: mechanism_type, max_reactants, renumber
  use sparse_pattern, only: jacobian_pattern, markowitz_order, fill_in
  implicit none
  private
  public :: plan_type, make_plan

  type :: plan_type
    integer :: species = 0, reactions = 0, partials = 0, jacobian_entries = 0, entries = 0
    integer, allocatable :: reactant(:, :)         !< (max_reactants, reactions)
    integer, allocatable :: reactants(:)           !< (reactions)
    ! Change of a species: the sum of coefficient * rate(reaction).
    integer, allocatable :: change_start(:), change_reaction(:)
    real(wp), allocatable :: change_coefficient(:)
    ! Partial derivative of a reaction's rate by one of its reactants.
    integer, allocatable :: partial_start(:), partial_place(:)
    ! Entries of 1/(h gamma) - J and then of L + U, row by row.
    integer, allocatable :: row_start(:), column(:), diagonal(:), row(:)
    integer, allocatable :: term_start(:), term_partial(:)
    real(wp), allocatable :: term_coefficient(:)
    integer, allocatable :: product_start(:), product_lower(:), product_upper(:)
    integer(i8) :: flops_per_substep = 0
    type(kernel_type) :: kernel                    !< straight-line code of the same, if there is any and it is wanted
  contains
    procedure :: has_kernel
    procedure :: solver_name
    procedure :: fingerprint
  end type plan_type

contains

  pure logical function has_kernel(self)
    class(plan_type), intent(in) :: self

    has_kernel = associated(self%kernel%changes)
  end function has_kernel

  !> "generated": cell by cell, straight-line code of the mechanism. "vector": blocks of cells, lists of indices.
  pure function solver_name(self) result(name)
    class(plan_type), intent(in) :: self
    character(:), allocatable :: name

    name = "vector"
    if (self%has_kernel()) name = "generated"
  end function solver_name

  !> Of all that generated code contains: the order of the species, reactants, changes and their coefficients, places.
  integer(i8) function fingerprint(self)
    class(plan_type), intent(in) :: self

    fingerprint = fnv1a([int([self%species, self%reactions, self%entries], int64), &
                         int(reshape(self%reactant, [size(self%reactant)]), int64), &
                         int(self%change_start, int64), int(self%change_reaction, int64), &
                         transfer(self%change_coefficient, [0_int64]), &
                         int(self%column, int64), int(self%row_start, int64)])
  end function fingerprint

  !> Renumbers the species of the mechanism into the order of elimination.
  subroutine make_plan(mech, plan)
    type(mechanism_type), intent(inout) :: mech
    type(plan_type), intent(out) :: plan
    logical :: pattern(size(mech%species), size(mech%species))

    call renumber(mech, markowitz_order(jacobian_pattern(mech)))
    pattern = jacobian_pattern(mech)
    plan%species = size(mech%species)
    plan%reactions = size(mech%reactions)
    plan%jacobian_entries = count(pattern)
    call plan_rates(mech, plan)
    call plan_changes(mech, plan)
    call plan_entries(fill_in(pattern), plan)
    call plan_terms(mech, plan)
    call plan_products(plan)
    plan%flops_per_substep = substep_flops(mech, plan)
  end subroutine make_plan

  subroutine plan_rates(mech, plan)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(inout) :: plan
    integer :: r

    allocate (plan%reactant(max_reactants, plan%reactions), source=0)
    allocate (plan%reactants(plan%reactions), plan%partial_start(plan%reactions + 1))
    plan%partial_start(1) = 1
    do r = 1, plan%reactions
      plan%reactants(r) = size(mech%reactions(r)%reactant)
      plan%reactant(:plan%reactants(r), r) = mech%reactions(r)%reactant
      plan%partial_start(r + 1) = plan%partial_start(r) + plan%reactants(r)
    end do
    plan%partials = plan%partial_start(plan%reactions + 1) - 1
  end subroutine plan_rates

  subroutine plan_changes(mech, plan)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(inout) :: plan
    integer :: r, i, s, next(size(mech%species))

    allocate (plan%change_start(plan%species + 1), source=0)
    do r = 1, plan%reactions
      do i = 1, size(mech%reactions(r)%species)
        s = mech%reactions(r)%species(i)
        plan%change_start(s + 1) = plan%change_start(s + 1) + 1
      end do
    end do
    plan%change_start(1) = 1
    do s = 1, plan%species
      plan%change_start(s + 1) = plan%change_start(s) + plan%change_start(s + 1)
    end do
    allocate (plan%change_reaction(plan%change_start(plan%species + 1) - 1))
    allocate (plan%change_coefficient(size(plan%change_reaction)))
    next = plan%change_start(:plan%species)
    do r = 1, plan%reactions
      do i = 1, size(mech%reactions(r)%species)
        s = mech%reactions(r)%species(i)
        plan%change_reaction(next(s)) = r
        plan%change_coefficient(next(s)) = mech%reactions(r)%change(i)
        next(s) = next(s) + 1
      end do
    end do
  end subroutine plan_changes

  subroutine plan_entries(filled, plan)
    logical, intent(in) :: filled(:, :)
    type(plan_type), intent(inout) :: plan
    integer :: i, j, p

    plan%entries = count(filled)
    allocate (plan%row_start(plan%species + 1), plan%diagonal(plan%species))
    allocate (plan%column(plan%entries), plan%row(plan%entries))
    p = 0
    do i = 1, plan%species
      plan%row_start(i) = p + 1
      do j = 1, plan%species
        if (.not. filled(i, j)) cycle
        p = p + 1
        plan%column(p) = j
        plan%row(p) = i
        if (i == j) plan%diagonal(i) = p
      end do
    end do
    plan%row_start(plan%species + 1) = p + 1
  end subroutine plan_entries

  !> Place of entry (i, j), 0 where it is structurally zero.
  pure integer function place(plan, i, j)
    type(plan_type), intent(in) :: plan
    integer, intent(in) :: i, j
    integer :: p

    place = 0
    do p = plan%row_start(i), plan%row_start(i + 1) - 1
      if (plan%column(p) == j) place = p
    end do
  end function place

  !> Entry (i, j) of J: the sum of change(i) * partial derivative by j over the reactions.
  subroutine plan_terms(mech, plan)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(inout) :: plan
    integer :: r, i, m, p, pass, next(plan%entries)

    allocate (plan%term_start(plan%entries + 1), source=0)
    next = 0
    do pass = 1, 2 ! count, then fill
      do r = 1, plan%reactions
        do m = 1, plan%reactants(r)
          do i = 1, size(mech%reactions(r)%species)
            p = place(plan, mech%reactions(r)%species(i), plan%reactant(m, r))
            if (pass == 2) then
              plan%term_partial(next(p)) = plan%partial_start(r) + m - 1
              plan%term_coefficient(next(p)) = mech%reactions(r)%change(i)
            end if
            next(p) = next(p) + 1
          end do
        end do
      end do
      if (pass == 2) exit
      plan%term_start(1) = 1
      do p = 1, plan%entries
        plan%term_start(p + 1) = plan%term_start(p) + next(p)
      end do
      next = plan%term_start(:plan%entries)
      allocate (plan%term_partial(plan%term_start(plan%entries + 1) - 1))
      allocate (plan%term_coefficient(size(plan%term_partial)))
    end do
  end subroutine plan_terms

  !> Doolittle's form: entry (i, j) loses the products L(i, k) U(k, j) of all k before both.
  subroutine plan_products(plan)
    type(plan_type), intent(inout) :: plan
    integer :: p, l, u, pass, next

    allocate (plan%product_start(plan%entries + 1))
    do pass = 1, 2
      next = 1
      do p = 1, plan%entries
        plan%product_start(p) = next
        do l = plan%row_start(plan%row(p)), p - 1
          if (plan%column(l) >= plan%row(p)) exit
          u = place(plan, plan%column(l), plan%column(p))
          if (u == 0) cycle
          if (pass == 2) then
            plan%product_lower(next) = l
            plan%product_upper(next) = u
          end if
          next = next + 1
        end do
      end do
      plan%product_start(plan%entries + 1) = next
      if (pass == 1) allocate (plan%product_lower(next - 1), plan%product_upper(next - 1))
    end do
  end subroutine plan_products

  !> Additions, multiplications and divisions of one sub-step of one cell, counted from the lists.
  pure integer(i8) function substep_flops(mech, plan)
    type(mechanism_type), intent(in) :: mech
    type(plan_type), intent(in) :: plan
    integer(i8), parameter :: evaluations = 3, stages = 4
    integer(i8) :: per_evaluation, per_jacobian, per_solve, vector_updates
    integer :: r

    per_evaluation = 2 * size(plan%change_reaction, kind=i8) + plan%partials
    per_jacobian = 2 * size(plan%term_partial, kind=i8)
    do r = 1, size(mech%reactions)
      per_jacobian = per_jacobian + plan%reactants(r) * max(0, plan%reactants(r) - 1)
    end do
    per_solve = 2 * int(plan%entries - plan%species, i8) + plan%species
    vector_updates = int(plan%species, i8) * (2 + 4 + 6 + 2 + 3 + 2 + 7) ! stage states, right-hand sides, result, error
    substep_flops = evaluations * per_evaluation + per_jacobian &
      + 2 * size(plan%product_lower, kind=i8) + plan%entries + stages * per_solve + vector_updates
  end function substep_flops
end module chemistry_plan
