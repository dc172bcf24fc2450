!> Air mass carried through every cell face in one time step, in whole kilograms.
!>
!> The fluxes are the discrete curl of a vector potential that lives on the cell edges, and the potential is rounded to
!> whole kilograms first. The divergence of a curl cancels term by term, and integer arithmetic leaves no residue, so the
!> air mass of every cell after a step equals that before it exactly. (In GEOS-Chem this consistency is the work of the
!> pressure fixer.)
module mass_flux
  use kinds, only: wp
  use aligned_memory, only: reserve
  use constants, only: earth_radius_m, gravity_m_s2, surface_pressure_pa
  use latlon_grid, only: grid_type
  use air_mass, only: air_type, whole_kg
  use flow, only: flow_type, flow_fields_type, allocate_fields
  implicit none
  private
  public :: flux_type, allocate_fluxes, update_fluxes

  type :: flux_type
    real(wp), pointer, contiguous :: zonal_kg(:, :, :)         !< (nlon+1, nlat, nlev) through west faces, eastward
    real(wp), pointer, contiguous :: meridional_kg(:, :, :)    !< (nlon, nlat+1, nlev) through south faces, northward
    real(wp), pointer, contiguous :: vertical_kg(:, :, :)      !< (nlon, nlat, nlev+1) through lower faces, upward
    real(wp), pointer, contiguous :: inverse_left_kg(:, :, :)  !< (nlon, nlat, nlev) of the air that the horizontal fluxes leave
    integer, allocatable :: zonal_reach(:, :)                  !< (nlat, nlev) cells an eastward flux draws on in that row
    type(flow_fields_type) :: fields
  end type flux_type

contains

  subroutine allocate_fluxes(grid, nlev, flux)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: nlev
    type(flux_type), intent(out) :: flux

    call reserve([grid%nlon + 1, grid%nlat, nlev], flux%zonal_kg)
    call reserve([grid%nlon, grid%nlat + 1, nlev], flux%meridional_kg)
    call reserve([grid%nlon, grid%nlat, nlev + 1], flux%vertical_kg)
    call reserve([grid%nlon, grid%nlat, nlev], flux%inverse_left_kg)
    flux%zonal_kg = 0
    flux%meridional_kg = 0
    flux%vertical_kg = 0
    flux%inverse_left_kg = 0
    allocate (flux%zonal_reach(grid%nlat, nlev), source=1)
    call allocate_fields(grid, flux%fields)
  end subroutine allocate_fluxes

  !> Fluxes of the step centred on `time_s`. Evaluating the flow at mid-step keeps the reversal exact.
  subroutine update_fluxes(flow, grid, air, time_s, step_s, flux)
    class(flow_type), intent(in) :: flow
    type(grid_type), intent(in) :: grid
    type(air_type), intent(in) :: air
    real(wp), intent(in) :: time_s, step_s
    type(flux_type), intent(inout) :: flux
    integer :: k

    call flow%evaluate(grid, time_s, flux%fields)
    !$omp parallel do schedule(static)
    do k = 1, size(air%layer_kg_m2)
      call level_fluxes(flow, grid, air, step_s, k, flux)
    end do
    !$omp end parallel do
    !$omp parallel do schedule(static)
    do k = 1, size(air%layer_kg_m2)
      call invert_left_mass(air, k, flux)
    end do
    !$omp end parallel do
  end subroutine update_fluxes

  !> Curl of the vector potential for the faces of layer k and for its lower interface.
  subroutine level_fluxes(flow, grid, air, step_s, k, flux)
    class(flow_type), intent(in) :: flow
    type(grid_type), intent(in) :: grid
    type(air_type), intent(in) :: air
    real(wp), intent(in) :: step_s
    integer, intent(in) :: k
    type(flux_type), intent(inout) :: flux
    real(wp) :: weight, scale, lower, upper
    real(wp) :: stream_south(grid%nlon + 1), stream_north(grid%nlon + 1)
    integer :: n, j

    n = grid%nlon
    ! Mean of the layer by its middle pressure; any value is mass-consistent.
    weight = flow%shear_weight((air%interface_pa(k) + air%interface_pa(k + 1)) / (2 * surface_pressure_pa))
    scale = -air%layer_kg_m2(k) * step_s
    lower = exchange_at(k)
    upper = exchange_at(k + 1)

    stream_north = stream(1)
    do j = 1, grid%nlat
      stream_south = stream_north
      stream_north = stream(j + 1)
      if (grid%cells_in_row(j) > 1) then
        flux%zonal_kg(:, j, k) = (stream_north - stream_south) - (edge_y(j, upper) - edge_y(j, lower))
        flux%zonal_kg(n + 1, j, k) = flux%zonal_kg(1, j, k)
        flux%zonal_reach(j, k) = ceiling(maxval(abs(flux%zonal_kg(:n, j, k))) * air%inverse_cell_kg(j, k))
      end if
      if (j > 1) flux%meridional_kg(:, j, k) = (edge_x(j, upper) - edge_x(j, lower)) &
        - (stream_south(2:) - stream_south(:n))
    end do
    if (k == 1) return ! no flux through the ground

    do j = 2, grid%nlat - 1
      flux%vertical_kg(:, j, k) = difference(edge_y(j, lower)) - (edge_x(j + 1, lower) - edge_x(j, lower))
    end do
    flux%vertical_kg(:, 1, k) = -sum(edge_x(2, lower))
    flux%vertical_kg(:, grid%nlat, k) = sum(edge_x(grid%nlat, lower))

  contains

    !> Air mass per wind speed and metre that the overturning exchanges across interface kk; zero at both ends.
    real(wp) function exchange_at(kk)
      integer, intent(in) :: kk

      exchange_at = 0
      if (kk == 1 .or. kk > size(air%layer_kg_m2)) return
      exchange_at = flow%overturning_pa(air%interface_pa(kk) / surface_pressure_pa) * step_s / gravity_m_s2
    end function exchange_at

    !> Vertical component of the potential, at the corners on the south side of row jj. The potential must be periodic
    !> to the last bit, hence the copy.
    function stream(jj)
      integer, intent(in) :: jj
      real(wp) :: stream(grid%nlon + 1)

      stream = whole_kg(scale * (flux%fields%stream_m2_s(:, jj) + weight * flux%fields%sheared_stream_m2_s(:, jj)))
      stream(n + 1) = stream(1)
    end function stream

    !> Zonal component, on the south sides of row jj: its vertical difference is the overturning's northward flux.
    function edge_x(jj, exchange)
      integer, intent(in) :: jj
      real(wp), intent(in) :: exchange
      real(wp) :: edge_x(grid%nlon)

      edge_x = whole_kg(flux%fields%overturning_v_m_s(:, jj) &
        * (exchange * earth_radius_m * cos(grid%lat_edge_rad(jj)) * grid%dlon_rad))
    end function edge_x

    !> Meridional component, on the west sides of row jj: minus its vertical difference is the eastward flux.
    function edge_y(jj, exchange)
      integer, intent(in) :: jj
      real(wp), intent(in) :: exchange
      real(wp) :: edge_y(grid%nlon + 1)

      edge_y = whole_kg(-flux%fields%overturning_u_m_s(:, jj) &
        * (exchange * earth_radius_m * (grid%lat_edge_rad(jj + 1) - grid%lat_edge_rad(jj))))
      edge_y(n + 1) = edge_y(1)
    end function edge_y

    function difference(values)
      real(wp), intent(in) :: values(:)
      real(wp) :: difference(size(values) - 1)

      difference = values(2:) - values(:size(values) - 1)
    end function difference
  end subroutine level_fluxes

  !> The vertical sweep comes second, so its upwind mass is the air left in the cell by the horizontal fluxes. That is
  !> the final mass plus what the vertical fluxes will take out: continuity, exactly. All tracers divide by it.
  subroutine invert_left_mass(air, k, flux)
    type(air_type), intent(in) :: air
    integer, intent(in) :: k
    type(flux_type), intent(inout) :: flux
    integer :: i, j

    do j = 1, size(flux%vertical_kg, 2)
      do i = 1, size(flux%vertical_kg, 1)
        flux%inverse_left_kg(i, j, k) = 1 / (air%cell_kg(j, k) + (flux%vertical_kg(i, j, k + 1) - flux%vertical_kg(i, j, k)))
      end do
    end do
  end subroutine invert_left_mass
end module mass_flux
