!> The tracers, the air that carries them, and their initial state.
module tracer_state
  use kinds, only: wp, i8
  use aligned_memory, only: reserve
  use constants, only: surface_pressure_pa
  use latlon_grid, only: grid_type, centre_position
  use hybrid_levels, only: levels_type
  use air_mass, only: air_type, make_air
  use flow, only: flow_type
  use mass_flux, only: flux_type, allocate_fluxes
  use vertical_transport, only: vertical_weights_type, make_vertical_weights
  use tracer_shapes, only: tracer_column, tracer_name
  implicit none
  private
  public :: state_type, initialise_state, initial_column_at

  integer, parameter :: name_length = 24

  type :: state_type
    type(grid_type) :: grid
    type(levels_type) :: levels
    type(air_type) :: air
    type(flux_type) :: flux
    type(vertical_weights_type) :: weights
    class(flow_type), allocatable :: flow
    character(name_length), allocatable :: names(:)
    real(wp), pointer, contiguous :: q(:, :, :, :) !< (nlon, nlat, nlev, ntracer) mixing ratio
    real(wp), allocatable :: lowest(:)          !< (ntracer) initial extrema: no transport may leave them
    real(wp), allocatable :: highest(:)
    real(wp), allocatable :: filled_kg(:)       !< (ntracer) moved by the filler so far
    real(wp), allocatable :: share(:)           !< (nlat) of a stored value in the mass of its row's cell
    logical :: reactive = .false.               !< tracers change otherwise too: bounds are those of a level before each step
    integer :: nlon = 0, nlat = 0, nlev = 0, ntracer = 0, steps_done = 0
    real(wp) :: time_s = 0
  contains
    procedure :: cells
  end type state_type

contains

  !> @param species of reactive tracers, which are tracer 2 and the next: their values are left to the caller
  subroutine initialise_state(grid, levels, flow, ntracer, state, species)
    type(grid_type), intent(in) :: grid
    type(levels_type), intent(in) :: levels
    class(flow_type), intent(in) :: flow
    integer, intent(in) :: ntracer
    type(state_type), intent(out) :: state
    character(*), intent(in), optional :: species(:)
    integer :: tracer, reacting

    reacting = 0
    if (present(species)) reacting = size(species)
    state%grid = grid
    state%levels = levels
    state%air = make_air(grid, levels)
    state%weights = make_vertical_weights(state%air%layer_kg_m2)
    allocate (state%flow, source=flow)
    state%nlon = grid%nlon
    state%nlat = grid%nlat
    state%nlev = levels%nlev
    state%ntracer = ntracer
    state%names = [character(name_length) :: (tracer_name(tracer), tracer=1, ntracer)]
    if (present(species)) then
      state%reactive = .true.
      state%names(2:1 + size(species)) = species
    end if
    state%share = real(grid%cells_in_row, wp) / grid%nlon
    call allocate_fluxes(grid, levels%nlev, state%flux)
    call reserve([grid%nlon, grid%nlat, levels%nlev, ntracer], state%q)
    allocate (state%lowest(ntracer), state%highest(ntracer))
    allocate (state%filled_kg(ntracer), source=0.0_wp)

    ! The same tracer-to-thread mapping as the transport loop, so that memory is placed where it will be used.
    !$omp parallel do schedule(static)
    do tracer = 1, ntracer
      if (tracer == 1 .or. tracer > 1 + reacting) then
        call initialise_tracer(state, tracer)
      else
        state%q(:, :, :, tracer) = 0
      end if
    end do
    !$omp end parallel do
  end subroutine initialise_state

  subroutine initialise_tracer(state, tracer)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: tracer
    real(wp) :: column(state%nlev)
    integer :: i, j

    do j = 1, state%nlat
      do i = 1, state%nlon
        call initial_column_at(state, tracer, centre_position(state%grid, i, j), column)
        state%q(i, j, :, tracer) = column
      end do
    end do
    state%lowest(tracer) = minval(state%q(:, :, :, tracer))
    state%highest(tracer) = maxval(state%q(:, :, :, tracer))
  end subroutine initialise_tracer

  subroutine initial_column_at(state, tracer, position, column)
    type(state_type), intent(in) :: state
    integer, intent(in) :: tracer
    real(wp), intent(in) :: position(3)
    real(wp), intent(out) :: column(:)

    associate (p => state%air%interface_pa, n => state%nlev)
      call tracer_column(tracer, position, (p(:n) + p(2:n + 1)) / (2 * surface_pressure_pa), column)
    end associate
  end subroutine initial_column_at

  !> How many there are of each tracer.
  pure integer(i8) function cells(self)
    class(state_type), intent(in) :: self

    cells = int(self%nlon * self%nlat, i8) * self%nlev
  end function cells
end module tracer_state
