!> Boundary layer mixing and convection of all tracers.
!>
!> What a step does to a column does not depend on the tracer, so coefficients are made first, rows in parallel; then rows
!> and tracers are dealt out together, a thread keeping a row's coefficients in its cache from tracer to tracer. GEOS-Chem
!> loops over columns with the tracers inside in the same way. Same bits for any number of threads.
module column_physics
  use kinds, only: wp, i8
  use air_mass, only: air_type
  use boundary_layer, only: layer_top_m, velocity_scale_m_s, diffusivity_m2_s
  use constants, only: gravity_m_s2, scale_height_m, surface_pressure_pa
  use convective_clouds, only: lifted_kg_m2_s, cloud_flux, exchange_per_m
  use latlon_grid, only: grid_type
  use model_state, only: state_type
  use sunlight, only: cosine_of_zenith, sun_latitude_rad
  use updraft_transport, only: updraft_shares, needed_substeps, convect_row
  use vertical_diffusion, only: factorise_diffusion, diffuse_row
  implicit none
  private
  public :: column_type, make_columns, mix_boundary_layer, convect

  integer, parameter :: least_substeps = 2 !< GEOS-Chem's own sub-steps of convection are 300 s
  real(wp), parameter :: lag_s = 7200

  type :: column_type
    real(wp), allocatable :: height_m(:)            !< (nlev) of the middle of the layers
    real(wp), allocatable :: face_m(:)              !< (nlev+1)
    real(wp), allocatable :: exchange_kg(:, :, :)   !< (nlon, nlev+1, nlat) see vertical_diffusion
    real(wp), allocatable :: inverse_pivot(:, :, :), carry(:, :, :) !< (nlon, nlev, nlat)
    real(wp), allocatable :: updraft_kg(:, :, :)    !< (nlon, nlev+1, nlat) see updraft_transport
    real(wp), allocatable :: share(:, :, :)         !< (nlon, nlev, nlat)
    integer, allocatable :: first(:), last(:)       !< (nlat) layers with updrafts
    integer :: substeps = least_substeps
    integer(i8) :: convected = 0                    !< cells times sub-steps of convection so far
    real(wp), allocatable :: scratch(:, :, :)       !< (nlon, 0:nlev, threads)
  end type column_type

contains

  subroutine make_columns(state, threads, columns)
    type(state_type), intent(in) :: state
    integer, intent(in) :: threads
    type(column_type), intent(out) :: columns

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev, p => state%air%interface_pa)
      columns%face_m = scale_height_m * log(surface_pressure_pa / p)
      columns%height_m = scale_height_m * log(2 * surface_pressure_pa / (p(:nlev) + p(2:)))
      allocate (columns%exchange_kg(n, nlev + 1, rows), columns%updraft_kg(n, nlev + 1, rows), source=0.0_wp)
      allocate (columns%inverse_pivot(n, nlev, rows), columns%carry(n, nlev, rows), columns%share(n, nlev, rows))
      allocate (columns%first(rows), columns%last(rows), source=0)
      allocate (columns%scratch(n, 0:nlev, threads))
    end associate
  end subroutine make_columns

  !> @param time_s middle of the step
  subroutine mix_boundary_layer(state, time_s, step_s, columns)
    !$ use omp_lib, only: omp_get_thread_num
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(column_type), intent(inout) :: columns
    integer :: tracer, thread, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel private(thread)
      thread = 1
      !$ thread = omp_get_thread_num() + 1
      !$omp do schedule(static)
      do j = 1, rows
        call diffusion_of_row(state, j, time_s, step_s, columns)
      end do
      !$omp end do
      !$omp do collapse(2) schedule(static)
      do j = 1, rows
        do tracer = 1, state%ntracer
          call diffuse_row(n, rows, nlev, j, columns%exchange_kg(:, :, j), columns%inverse_pivot(:, :, j), &
                           columns%carry(:, :, j), columns%scratch(:, :, thread), state%q(:, :, :, tracer))
        end do
      end do
      !$omp end do
      !$omp end parallel
    end associate
  end subroutine mix_boundary_layer

  !> Exchange through a face: density times diffusivity over the distance of the middles, both from the heights of an
  !> isothermal atmosphere.
  subroutine diffusion_of_row(state, j, time_s, step_s, columns)
    type(state_type), intent(in) :: state
    integer, intent(in) :: j
    real(wp), intent(in) :: time_s, step_s
    type(column_type), intent(inout) :: columns
    real(wp) :: top_m(state%nlon), velocity_m_s(state%nlon), lon_rad(state%nlon), density_kg_m3
    integer :: k

    lon_rad = longitudes(state%grid, j)
    associate (lat_rad => state%grid%lat_centre_rad(j), nlev => state%nlev)
      top_m = layer_top_m(cosine_of_zenith(lon_rad, lat_rad, time_s - lag_s))
      velocity_m_s = velocity_scale_m_s(cosine_of_zenith(lon_rad, lat_rad, time_s), top_m)
      do k = 2, nlev
        density_kg_m3 = state%air%interface_pa(k) / (gravity_m_s2 * scale_height_m)
        columns%exchange_kg(:, k, j) = diffusivity_m2_s(columns%face_m(k), top_m, velocity_m_s) &
          * (state%grid%cell_area_m2(j) * step_s * density_kg_m3 / (columns%height_m(k) - columns%height_m(k - 1)))
      end do
      call factorise_diffusion(state%nlon, nlev, state%air%cell_kg(j, :), columns%exchange_kg(:, :, j), &
                               columns%inverse_pivot(:, :, j), columns%carry(:, :, j))
    end associate
  end subroutine diffusion_of_row

  !> @param time_s middle of the step
  subroutine convect(state, time_s, step_s, columns)
    !$ use omp_lib, only: omp_get_thread_num
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(column_type), intent(inout) :: columns
    integer :: needed(state%nlat), tracer, thread, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel private(thread)
      thread = 1
      !$ thread = omp_get_thread_num() + 1
      !$omp do schedule(static)
      do j = 1, rows
        call updrafts_of_row(state, j, time_s, step_s, columns, needed(j))
      end do
      !$omp end do
      !$omp single
      columns%substeps = max(least_substeps, maxval(needed))
      columns%updraft_kg = columns%updraft_kg / columns%substeps
      columns%convected = columns%convected + n * sum(max(0, columns%last - columns%first + 1)) * columns%substeps
      !$omp end single
      !$omp do collapse(2) schedule(static)
      do j = 1, rows
        do tracer = 1, state%ntracer
          call convect_row(n, rows, nlev, j, columns%first(j), columns%last(j), columns%substeps, &
                           state%air%inverse_cell_kg(j, :), columns%updraft_kg(:, :, j), columns%share(:, :, j), &
                           columns%scratch(:, 0, thread), columns%scratch(:, 1, thread), state%q(:, :, :, tracer))
        end do
      end do
      !$omp end do
      !$omp end parallel
    end associate
  end subroutine convect

  subroutine updrafts_of_row(state, j, time_s, step_s, columns, needed)
    type(state_type), intent(in) :: state
    integer, intent(in) :: j
    real(wp), intent(in) :: time_s, step_s
    type(column_type), intent(inout) :: columns
    integer, intent(out) :: needed
    real(wp) :: lifted_kg(state%nlon), flux(state%nlev + 1), exchange(state%nlev)
    integer :: i

    associate (nlev => state%nlev, lat_rad => state%grid%lat_centre_rad(j), mass_kg => state%air%cell_kg(j, :))
      lifted_kg = lifted_kg_m2_s(longitudes(state%grid, j), lat_rad, time_s, sun_latitude_rad(time_s)) &
        * (state%grid%cell_area_m2(j) * step_s)
      flux = cloud_flux(state%air%interface_pa / surface_pressure_pa, lat_rad)
      exchange = exchange_per_m * (columns%face_m(2:) - columns%face_m(:nlev)) * (flux(2:) + flux(:nlev)) / 2
      columns%first(j) = findloc(flux(2:) > 0, .true., dim=1)
      columns%last(j) = merge(findloc(flux > 0, .true., dim=1, back=.true.), 0, any(lifted_kg > 0))
      needed = needed_substeps(nlev, mass_kg, maxval(lifted_kg) * flux, maxval(lifted_kg) * exchange)
      do i = 1, state%nlon
        columns%updraft_kg(i, :, j) = lifted_kg(i) * flux
        call updraft_shares(nlev, columns%updraft_kg(i, :, j), lifted_kg(i) * exchange, columns%share(i, :, j))
      end do
    end associate
  end subroutine updrafts_of_row

  !> A polar cap is one cell: its copies have to stay equal.
  pure function longitudes(grid, j) result(lon_rad)
    type(grid_type), intent(in) :: grid
    integer, intent(in) :: j
    real(wp) :: lon_rad(grid%nlon)

    lon_rad = grid%lon_centre_rad
    if (grid%cells_in_row(j) == 1) lon_rad = lon_rad(1)
  end function longitudes
end module column_physics
