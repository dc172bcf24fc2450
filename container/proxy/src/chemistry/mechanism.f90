!> A chemical mechanism: species, reactions, rate laws. Concentrations are in the mechanism's own unit, rates per second.
module mechanism
  use kinds, only: wp
  implicit none
  private
  public :: mechanism_type, reaction_type, total_type, reference_type, species_index, renumber
  public :: constant_rate, arrhenius_rate, troe_rate, photolysis_rate, surface_rate
  public :: name_length, max_reactants

  integer, parameter :: name_length = 24, max_reactants = 4

  enum, bind(c)
    enumerator :: constant_rate = 1, arrhenius_rate, troe_rate, photolysis_rate, surface_rate
  end enum

  type :: reaction_type
    integer :: law = 0
    real(wp) :: parameter(8) = 0
    integer :: air = 0                    !< how many times the third body takes part
    real(wp) :: fixed = 1                 !< product of the concentrations of fixed reactants, per time unit
    integer, allocatable :: reactant(:)   !< species, each as often as it takes part
    integer, allocatable :: species(:)    !< those whose amount the reaction changes ...
    real(wp), allocatable :: change(:)    !< ... and by how much
  end type reaction_type

  !> A weighted sum of concentrations that no reaction changes: atoms of an element, for instance.
  type :: total_type
    character(name_length) :: name = ""
    integer, allocatable :: species(:)
    real(wp), allocatable :: weight(:)
  end type total_type

  !> One cell, from the initial concentrations, with the known answer.
  type :: reference_type
    real(wp) :: start_s = 0, duration_s = 0, step_s = 0, sun = 1
    logical :: day_cycle = .false.        !< the sun of KPP's small_strato example instead of a constant one
    real(wp) :: rtol = 0, atol = 0, agreement = 0
    integer, allocatable :: species(:)
    real(wp), allocatable :: expected(:)
  end type reference_type

  type :: mechanism_type
    character(:), allocatable :: name
    character(name_length), allocatable :: species(:)
    real(wp), allocatable :: initial(:)
    type(reaction_type), allocatable :: reactions(:)
    type(total_type), allocatable :: totals(:)
    type(reference_type) :: reference
    real(wp) :: molecule_per_cm3 = 1      !< one molecule per cm3 in the mechanism's unit
    real(wp) :: time_unit_s = 1           !< the table's rates are per so many seconds
    logical :: uniform = .true.           !< no temperature in it: every cell has the reference conditions
    real(wp) :: temperature_k = 298.15_wp, pressure_pa = 101325, air = 0 !< reference conditions; air: the third body
  end type mechanism_type

contains

  !> @return 0 where there is no such species
  pure integer function species_index(mech, name)
    type(mechanism_type), intent(in) :: mech
    character(*), intent(in) :: name

    do species_index = size(mech%species), 1, -1
      if (mech%species(species_index) == name) return
    end do
  end function species_index

  !> Put the species into another order: `order(new) = old`.
  subroutine renumber(mech, order)
    type(mechanism_type), intent(inout) :: mech
    integer, intent(in) :: order(:)
    integer :: new_of(size(order)), i

    new_of(order) = [(i, i = 1, size(order))]
    mech%species = mech%species(order)
    mech%initial = mech%initial(order)
    do i = 1, size(mech%reactions)
      mech%reactions(i)%reactant = new_of(mech%reactions(i)%reactant)
      mech%reactions(i)%species = new_of(mech%reactions(i)%species)
    end do
    do i = 1, size(mech%totals)
      mech%totals(i)%species = new_of(mech%totals(i)%species)
    end do
    mech%reference%species = new_of(mech%reference%species)
  end subroutine renumber
end module mechanism
