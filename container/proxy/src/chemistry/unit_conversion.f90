!> Between the two forms of the species: mixing ratios, a field per tracer, which transport and the columns work on, and
!> concentrations, cell by cell with the species innermost, which chemistry works on. GEOS-Chem converts units around its
!> processes too and times it; here the same pass transposes.
module unit_conversion
  use kinds, only: wp
  use chemistry_state, only: chemistry_state_type
  use constants, only: boltzmann_j_k
  use tracer_state, only: state_type
  implicit none
  private
  public :: air_concentrations, to_concentrations, to_mixing_ratios

  integer, parameter :: tile = 8 !< species of a cell that fill a cache line

contains

  !> Of every cell, in the mechanism's unit.
  function air_concentrations(chemistry) result(air)
    type(chemistry_state_type), intent(in) :: chemistry
    real(wp), allocatable :: air(:)
    real(wp), parameter :: cm3_per_m3 = 1.0e6_wp

    air = chemistry%here%pressure_pa / (boltzmann_j_k * chemistry%here%temperature_k * cm3_per_m3) &
      * chemistry%mech%molecule_per_cm3
  end function air_concentrations

  !> The species are tracers 2 onwards.
  subroutine to_concentrations(state, air, chemistry)
    type(state_type), intent(in) :: state
    real(wp), intent(in) :: air(:)
    type(chemistry_state_type), intent(inout) :: chemistry

    call gather(chemistry%cells, chemistry%plan%species, state%q(:, :, :, 2:1 + chemistry%plan%species), air, chemistry%y)
  end subroutine to_concentrations

  subroutine to_mixing_ratios(chemistry, air, state)
    type(chemistry_state_type), intent(in) :: chemistry
    real(wp), intent(in) :: air(:)
    type(state_type), intent(inout) :: state
    integer :: tracer, k

    call scatter(chemistry%cells, chemistry%plan%species, chemistry%y, air, state%q(:, :, :, 2:1 + chemistry%plan%species))
    ! A polar cap is one cell; chemistry has seen its copies in slightly different light.
    !$omp parallel do schedule(static) private(k)
    do tracer = 2, 1 + chemistry%plan%species
      do k = 1, state%nlev
        state%q(:, 1, k, tracer) = state%q(1, 1, k, tracer)
        state%q(:, state%nlat, k, tracer) = state%q(1, state%nlat, k, tracer)
      end do
    end do
    !$omp end parallel do
  end subroutine to_mixing_ratios

  subroutine gather(cells, species, q, air, y)
    integer, intent(in) :: cells, species
    real(wp), intent(in) :: q(cells, species), air(cells)
    real(wp), intent(inout) :: y(species, cells)
    integer :: cell, first, s

    !$omp parallel do schedule(static) private(cell, s)
    do first = 1, cells, tile
      do s = 1, species
        do cell = first, min(first + tile - 1, cells)
          y(s, cell) = q(cell, s) * air(cell)
        end do
      end do
    end do
    !$omp end parallel do
  end subroutine gather

  subroutine scatter(cells, species, y, air, q)
    integer, intent(in) :: cells, species
    real(wp), intent(in) :: y(species, cells), air(cells)
    real(wp), intent(inout) :: q(cells, species)
    integer :: cell, first, s

    !$omp parallel do schedule(static) private(cell, s)
    do first = 1, cells, tile
      do s = 1, species
        do cell = first, min(first + tile - 1, cells)
          q(cell, s) = y(s, cell) / air(cell)
        end do
      end do
    end do
    !$omp end parallel do
  end subroutine scatter
end module unit_conversion
