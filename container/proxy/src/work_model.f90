!> How much work a run did, counted from the source, so that times become rates that do not depend on the run's size.
module work_model
  use constants, only: time_step_s, chemistry_step_s
  use kinds, only: i8
  use model_components, only: model_type
  implicit none
  private
  public :: work_type, work_of

  type :: work_type
    integer(i8) :: cell_updates = 0, bytes = 0, flops = 0
    character(:), allocatable :: sentence
  end type work_type

  !> Nine float64 streams: the mixing ratio read and written by each of the two sweeps (4), the three air fluxes read by
  !> the horizontal sweep (3), the vertical flux and its Courant number by the vertical one (2).
  integer(i8), parameter :: streams = 9
  integer(i8), parameter :: bytes_per_update = 8 * streams

  !> Additions, multiplications, divisions, comparisons, minima of one cell on the plain path (Courant number below one);
  !> copies of sign, magnitude and choice are not counted.
  integer(i8), parameter :: ppm_flops = 1 + 6 + 6 + 6 + 7 !< step, slope, edge, limiter, flux: in each direction
  integer(i8), parameter :: courant_flops = 1 + 3         !< zonal, meridional
  integer(i8), parameter :: cross_term_flops = 10         !< in each horizontal direction
  integer(i8), parameter :: update_flops = 8 + 6          !< horizontal, vertical
  integer(i8), parameter :: filler_flops = 2
  integer(i8), parameter :: flops_per_update = 3 * ppm_flops + courant_flops + 2 * cross_term_flops + update_flops + filler_flops

  character(*), parameter :: transport_sentence = "A cell update is one cell of one tracer advanced by one time step " &
    //"in all three directions; bytes are the float64 streams that both sweeps must touch at least once, with no reuse " &
    //"of winds between tracers; flops are the source-level operations of the plain path."
  character(*), parameter :: chemistry_sentence = "A cell update is one cell advanced by one chemistry step; flops are the " &
    //"additions, multiplications and divisions of all sub-steps, counted from the solver's lists (rate constants and " &
    //"step control are left out); bytes are each cell's concentrations read and written once per step, since the " &
    //"solver itself works in the cache."
  character(*), parameter :: io_work_sentence = "A cell update is one value handed over to or by netCDF; bytes are those " &
    //"values, uncompressed; there are no flops to speak of."

contains

  function work_of(model) result(work)
    type(model_type), intent(in) :: model
    type(work_type) :: work
    integer :: steps

    steps = model%steps_done - model%steps_at_start
    if (model%does_io) then
      work%bytes = model%io%input_bytes + model%io%output_bytes
      work%cell_updates = model%io%updates
      work%sentence = io_work_sentence
    else if (model%transports) then
      associate (state => model%tracers)
        work%cell_updates = int(state%nlon * state%nlat, i8) * state%nlev * state%ntracer * steps
        work%bytes = work%cell_updates * bytes_per_update
        work%flops = work%cell_updates * flops_per_update
        work%sentence = transport_sentence
      end associate
    else
      associate (state => model%chemistry)
        work%cell_updates = int(state%cells, i8) * (steps * time_step_s / chemistry_step_s)
        work%bytes = work%cell_updates * 16 * state%plan%species
        work%flops = (state%count%accepted + state%count%rejected) * state%plan%flops_per_substep
        work%sentence = chemistry_sentence
      end associate
    end if
  end function work_of
end module work_model
