!> Convection of all tracers. Coefficients first, then rows and tracers together, as in column_mixing.
module column_convection
  use kinds, only: wp, i8
  use constants, only: scale_height_m, surface_pressure_pa
  use convective_clouds, only: lifted_kg_m2_s, cloud_flux, exchange_per_m
  use latlon_grid, only: row_longitudes_rad
  use tracer_state, only: state_type
  use sunlight, only: sun_latitude_rad
  use updraft_transport, only: updraft_shares, needed_substeps, convect_row
  implicit none
  private
  public :: convection_type, make_convection, convect

  integer, parameter :: least_substeps = 2 !< GEOS-Chem's own sub-steps of convection are 300 s

  type :: convection_type
    real(wp), allocatable :: face_m(:)              !< (nlev+1)
    real(wp), allocatable :: updraft_kg(:, :, :)    !< (nlon, nlev+1, nlat) see updraft_transport
    real(wp), allocatable :: share(:, :, :)         !< (nlon, nlev, nlat)
    integer, allocatable :: first(:), last(:)       !< (nlat) layers with updrafts
    integer :: substeps = least_substeps
    integer(i8) :: convected = 0                    !< cells times sub-steps of convection so far
    real(wp), allocatable :: scratch(:, :, :)       !< (nlon, 0:2, threads); the last keeps threads off a common cache line
  end type convection_type

contains

  subroutine make_convection(state, threads, clouds)
    type(state_type), intent(in) :: state
    integer, intent(in) :: threads
    type(convection_type), intent(out) :: clouds

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      clouds%face_m = scale_height_m * log(surface_pressure_pa / state%air%interface_pa)
      allocate (clouds%updraft_kg(n, nlev + 1, rows), source=0.0_wp)
      allocate (clouds%share(n, nlev, rows))
      allocate (clouds%first(rows), clouds%last(rows), source=0)
      allocate (clouds%scratch(n, 0:2, threads))
    end associate
  end subroutine make_convection

  !> @param time_s middle of the step
  subroutine convect(state, time_s, step_s, clouds)
    !$ use omp_lib, only: omp_get_thread_num
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(convection_type), intent(inout) :: clouds
    integer :: needed(state%nlat), tracer, thread, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel private(thread)
      thread = 1
      !$ thread = omp_get_thread_num() + 1
      !$omp do schedule(static)
      do j = 1, rows
        call updrafts_of_row(state, j, time_s, step_s, clouds, needed(j))
      end do
      !$omp end do
      !$omp single
      clouds%substeps = max(least_substeps, maxval(needed))
      clouds%updraft_kg = clouds%updraft_kg / clouds%substeps
      clouds%convected = clouds%convected + n * sum(max(0, clouds%last - clouds%first + 1)) * clouds%substeps
      !$omp end single
      !$omp do collapse(2) schedule(static)
      do j = 1, rows
        do tracer = 1, state%ntracer
          call convect_row(n, rows, nlev, j, clouds%first(j), clouds%last(j), clouds%substeps, &
                           state%air%inverse_cell_kg(j, :), clouds%updraft_kg(:, :, j), clouds%share(:, :, j), &
                           clouds%scratch(:, 0, thread), clouds%scratch(:, 1, thread), state%q(:, :, :, tracer))
        end do
      end do
      !$omp end do
      !$omp end parallel
    end associate
  end subroutine convect

  subroutine updrafts_of_row(state, j, time_s, step_s, clouds, needed)
    type(state_type), intent(in) :: state
    integer, intent(in) :: j
    real(wp), intent(in) :: time_s, step_s
    type(convection_type), intent(inout) :: clouds
    integer, intent(out) :: needed
    real(wp) :: lifted_kg(state%nlon), flux(state%nlev + 1), exchange(state%nlev)
    integer :: i

    associate (nlev => state%nlev, lat_rad => state%grid%lat_centre_rad(j), mass_kg => state%air%cell_kg(j, :))
      lifted_kg = lifted_kg_m2_s(row_longitudes_rad(state%grid, j), lat_rad, time_s, sun_latitude_rad(time_s)) &
        * (state%grid%cell_area_m2(j) * step_s)
      flux = cloud_flux(state%air%interface_pa / surface_pressure_pa, lat_rad)
      exchange = exchange_per_m * (clouds%face_m(2:) - clouds%face_m(:nlev)) * (flux(2:) + flux(:nlev)) / 2
      clouds%first(j) = findloc(flux(2:) > 0, .true., dim=1)
      clouds%last(j) = merge(findloc(flux > 0, .true., dim=1, back=.true.), 0, any(lifted_kg > 0))
      needed = needed_substeps(nlev, mass_kg, maxval(lifted_kg) * flux, maxval(lifted_kg) * exchange)
      do i = 1, state%nlon
        clouds%updraft_kg(i, :, j) = lifted_kg(i) * flux
        call updraft_shares(nlev, clouds%updraft_kg(i, :, j), lifted_kg(i) * exchange, clouds%share(i, :, j))
      end do
    end associate
  end subroutine updrafts_of_row
end module column_convection
