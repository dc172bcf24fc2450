!> Boundary layer mixing of all tracers.
!>
!> What a step does to a column does not depend on the tracer, so coefficients are made first, rows in parallel; then rows
!> and tracers are dealt out together, a thread keeping a row's coefficients in its cache from tracer to tracer. GEOS-Chem
!> loops over columns with the tracers inside in the same way. Same bits for any number of threads.
module column_mixing
  use kinds, only: wp
  use boundary_layer, only: layer_top_m, velocity_scale_m_s, diffusivity_m2_s
  use constants, only: gravity_m_s2, scale_height_m, surface_pressure_pa
  use latlon_grid, only: row_longitudes_rad
  use tracer_state, only: state_type
  use sunlight, only: cosine_of_zenith
  use vertical_diffusion, only: factorise_diffusion, diffuse_row
  implicit none
  private
  public :: mixing_type, make_mixing, mix_boundary_layer

  real(wp), parameter :: lag_s = 7200

  type :: mixing_type
    real(wp), allocatable :: height_m(:)            !< (nlev) of the middle of the layers
    real(wp), allocatable :: face_m(:)              !< (nlev+1)
    real(wp), allocatable :: exchange_kg(:, :, :)   !< (nlon, nlev+1, nlat) see vertical_diffusion
    real(wp), allocatable :: inverse_pivot(:, :, :), carry(:, :, :) !< (nlon, nlev, nlat)
    real(wp), allocatable :: scratch(:, :, :)       !< (nlon, 0:nlev, threads)
  end type mixing_type

contains

  subroutine make_mixing(state, threads, mixing)
    type(state_type), intent(in) :: state
    integer, intent(in) :: threads
    type(mixing_type), intent(out) :: mixing

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev, p => state%air%interface_pa)
      mixing%face_m = scale_height_m * log(surface_pressure_pa / p)
      mixing%height_m = scale_height_m * log(2 * surface_pressure_pa / (p(:nlev) + p(2:)))
      allocate (mixing%exchange_kg(n, nlev + 1, rows), source=0.0_wp)
      allocate (mixing%inverse_pivot(n, nlev, rows), mixing%carry(n, nlev, rows))
      allocate (mixing%scratch(n, 0:nlev, threads))
    end associate
  end subroutine make_mixing

  !> @param time_s middle of the step
  subroutine mix_boundary_layer(state, time_s, step_s, mixing)
    !$ use omp_lib, only: omp_get_thread_num
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(mixing_type), intent(inout) :: mixing
    integer :: tracer, thread, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel private(thread)
      thread = 1
      !$ thread = omp_get_thread_num() + 1
      !$omp do schedule(static)
      do j = 1, rows
        call diffusion_of_row(state, j, time_s, step_s, mixing)
      end do
      !$omp end do
      !$omp do collapse(2) schedule(static)
      do j = 1, rows
        do tracer = 1, state%ntracer
          call diffuse_row(n, rows, nlev, j, mixing%exchange_kg(:, :, j), mixing%inverse_pivot(:, :, j), &
                           mixing%carry(:, :, j), mixing%scratch(:, :, thread), state%q(:, :, :, tracer))
        end do
      end do
      !$omp end do
      !$omp end parallel
    end associate
  end subroutine mix_boundary_layer

  !> Exchange through a face: density times diffusivity over the distance of the middles, both from the heights of an
  !> isothermal atmosphere.
  subroutine diffusion_of_row(state, j, time_s, step_s, mixing)
    type(state_type), intent(in) :: state
    integer, intent(in) :: j
    real(wp), intent(in) :: time_s, step_s
    type(mixing_type), intent(inout) :: mixing
    real(wp) :: top_m(state%nlon), velocity_m_s(state%nlon), lon_rad(state%nlon), density_kg_m3
    integer :: k

    lon_rad = row_longitudes_rad(state%grid, j)
    associate (lat_rad => state%grid%lat_centre_rad(j), nlev => state%nlev)
      top_m = layer_top_m(cosine_of_zenith(lon_rad, lat_rad, time_s - lag_s))
      velocity_m_s = velocity_scale_m_s(cosine_of_zenith(lon_rad, lat_rad, time_s), top_m)
      do k = 2, nlev
        density_kg_m3 = state%air%interface_pa(k) / (gravity_m_s2 * scale_height_m)
        mixing%exchange_kg(:, k, j) = diffusivity_m2_s(mixing%face_m(k), top_m, velocity_m_s) &
          * (state%grid%cell_area_m2(j) * step_s * density_kg_m3 / (mixing%height_m(k) - mixing%height_m(k - 1)))
      end do
      call factorise_diffusion(state%nlon, nlev, state%air%cell_kg(j, :), mixing%exchange_kg(:, :, j), &
                               mixing%inverse_pivot(:, :, j), mixing%carry(:, :, j))
    end associate
  end subroutine diffusion_of_row
end module column_mixing
