!> Convection of all tracers. Coefficients first; then column by column, all tracers of one before the next, each copied out of its
!> field and back: the order and the memory traffic of the model's own loop, which no vector goes across.
module column_convection
  use kinds, only: wp, i8
  use constants, only: scale_height_m, surface_pressure_pa
  use convective_clouds, only: lifted_kg_m2_s, cloud_flux, exchange_per_m
  use latlon_grid, only: row_longitudes_rad
  use tracer_state, only: state_type
  use sunlight, only: sun_latitude_rad
  use updraft_transport, only: updraft_shares, needed_substeps, convect_column
  implicit none
  private
  public :: convection_type, make_convection, convect

  integer, parameter :: line_columns = 8   !< cells of a cache line, so that two threads seldom write to one
  integer, parameter :: least_substeps = 2 !< GEOS-Chem's own sub-steps of convection are 300 s

  type :: convection_type
    real(wp), allocatable :: face_m(:)              !< (nlev+1)
    real(wp), allocatable :: updraft_kg(:, :, :)    !< (nlon, nlev+1, nlat) see updraft_transport
    real(wp), allocatable :: share(:, :, :)         !< (nlon, nlev, nlat)
    integer, allocatable :: first(:), last(:)       !< (nlat) layers with updrafts
    integer :: substeps = least_substeps
    integer(i8) :: convected = 0                    !< cells times sub-steps of convection so far
  end type convection_type

contains

  subroutine make_convection(state, clouds)
    type(state_type), intent(in) :: state
    type(convection_type), intent(out) :: clouds

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      clouds%face_m = scale_height_m * log(surface_pressure_pa / state%air%interface_pa)
      allocate (clouds%updraft_kg(n, nlev + 1, rows), source=0.0_wp)
      allocate (clouds%share(n, nlev, rows))
      allocate (clouds%first(rows), clouds%last(rows), source=0)
    end associate
  end subroutine make_convection

  !> @param time_s middle of the step
  subroutine convect(state, time_s, step_s, clouds)
    type(state_type), intent(inout) :: state
    real(wp), intent(in) :: time_s, step_s
    type(convection_type), intent(inout) :: clouds
    integer :: needed(state%nlat), i, j

    associate (n => state%nlon, rows => state%nlat, nlev => state%nlev)
      !$omp parallel
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
      !$omp do collapse(2) schedule(dynamic, line_columns)
      do j = 1, rows
        do i = 1, n
          call convect_tracers(state, i, j, clouds)
        end do
      end do
      !$omp end do
      !$omp end parallel
    end associate
  end subroutine convect

  subroutine convect_tracers(state, i, j, clouds)
    type(state_type), intent(inout) :: state
    integer, intent(in) :: i, j
    type(convection_type), intent(in) :: clouds
    real(wp) :: inverse_kg(state%nlev), updraft_kg(state%nlev + 1), share(state%nlev), column(state%nlev)
    integer :: tracer, top

    if (clouds%last(j) == 0) return
    inverse_kg = state%air%inverse_cell_kg(j, :)
    updraft_kg = clouds%updraft_kg(i, :, j)
    share = clouds%share(i, :, j)
    top = min(clouds%last(j) + 1, state%nlev)
    do tracer = 1, state%ntracer
      column(:top) = state%q(i, j, :top, tracer)
      call convect_column(state%nlev, clouds%first(j), clouds%last(j), clouds%substeps, inverse_kg, updraft_kg, share, column)
      state%q(i, j, :top, tracer) = column(:top)
    end do
  end subroutine convect_tracers

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
