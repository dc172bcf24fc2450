!> How much work a run did, counted from the source, so that times become rates that do not depend on the run's size.
module work_model
  use chemistry_state, only: chemistry_state_type
  use constants, only: time_step_s, chemistry_step_s
  use kinds, only: i8
  use model_components, only: model_type
  use timers, only: transport, all_chemistry, convection, boundary_mixing, unit_conversions, input, output
  use updraft_transport, only: convection_flops
  use vertical_diffusion, only: diffusion_flops
  implicit none
  private
  public :: work_type, work_of

  !> Of one phase. A cell update is one cell of one tracer advanced by one step of the process, in chemistry one cell with
  !> all its species, in input and output one value handed over by or to netCDF.
  type :: work_type
    integer :: phase = 0 !< which timer
    integer(i8) :: cell_updates = 0, bytes = 0, flops = 0
  end type work_type

  integer(i8), parameter :: word = 8

  !> Float64 streams of transport: the mixing ratio read and written by each of the two sweeps (4), the three air fluxes read
  !> by the horizontal sweep (3), the vertical flux and the inverse air mass by the vertical one (2). That the horizontal sweep
  !> reads the inverse mass too, to save a division, is not traffic that the scheme asks for.
  integer(i8), parameter :: transport_bytes = 9 * word

  !> Columns and conversions: the field read and written; coefficients of a row stay in the cache for all tracers.
  integer(i8), parameter :: field_bytes = 2 * word

  !> Additions, multiplications, divisions, comparisons, minima of one cell on the plain path (Courant number below one);
  !> copies of sign, magnitude and choice are not counted.
  integer(i8), parameter :: zonal_flops = 15 + 12 + 8           !< slope and edge values, parabola, flux
  integer(i8), parameter :: meridional_flops = 17 + 10 + 10     !< slope and edge values, parabola, flux
  integer(i8), parameter :: vertical_flops = 17 + 10 + 10       !< likewise
  integer(i8), parameter :: cross_term_flops = 10               !< in each horizontal direction
  integer(i8), parameter :: update_flops = 8 + 6                !< horizontal, vertical
  integer(i8), parameter :: filler_flops = 2
  integer(i8), parameter :: transport_flops = zonal_flops + meridional_flops + vertical_flops + 2 * cross_term_flops &
    + update_flops + filler_flops

  integer(i8), parameter :: conversion_flops = 1

contains

  !> One entry for each phase that the simulation has.
  function work_of(model) result(work)
    type(model_type), intent(in) :: model
    type(work_type), allocatable :: work(:)
    integer(i8) :: cells, updates, read
    integer :: steps, chemistry_steps

    steps = model%steps_done - model%steps_at_start
    chemistry_steps = steps * time_step_s / chemistry_step_s
    allocate (work(0))
    if (model%does_io) then
      read = model%io%input_bytes / 4
      work = [work_type(input, read, model%io%input_bytes), &
              work_type(output, model%io%updates - read, model%io%output_bytes)]
    end if
    if (model%reacts) work = [work, chemistry_work(model%chemistry, chemistry_steps)]
    if (.not. model%transports) return
    associate (state => model%tracers)
      cells = int(state%nlon * state%nlat, i8) * state%nlev
      updates = cells * state%ntracer * steps
      work = [work, work_type(transport, updates, updates * transport_bytes, updates * transport_flops)]
      if (.not. model%mixes) return
      associate (lifted => model%columns%convected * state%ntracer, converted => 2 * cells * (state%ntracer - 1) * chemistry_steps)
        work = [work, &
                work_type(convection, lifted, lifted * field_bytes, lifted * convection_flops), &
                work_type(boundary_mixing, updates, updates * field_bytes, updates * diffusion_flops), &
                work_type(unit_conversions, converted, converted * field_bytes, converted * conversion_flops)]
      end associate
    end associate
  end function work_of

  !> The solver works in the cache: concentrations cross its border once per step, each way. Its flops are counted from its
  !> lists of indices; rate constants and step control are left out.
  type(work_type) function chemistry_work(state, steps) result(work)
    type(chemistry_state_type), intent(in) :: state
    integer, intent(in) :: steps

    work%phase = all_chemistry
    work%cell_updates = int(state%cells, i8) * steps
    work%bytes = work%cell_updates * 2 * word * state%plan%species
    work%flops = (state%count%accepted + state%count%rejected) * state%plan%flops_per_substep
  end function chemistry_work
end module work_model
