!> Transport by the winds.
module transport_process
  use constants, only: time_step_s
  use continuity, only: continuity_residual_kg
  use kinds, only: wp, i8
  use mass_flux, only: update_fluxes
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use restart_file, only: restart_file_type, define_field, put_field, get_field, require_text, require_number, species_field
  use timers, only: timer_type, start_timer, stop_timer, transport, mass_fluxes, advection
  use tracer_transport, only: tracer_work_type, allocate_tracer_work, advect_tracers
  use verification, only: check
  use work, only: work_type, add_work, word
  implicit none
  private
  public :: transport_process_type

  real(wp), parameter :: step_s = real(time_step_s, wp)

  type, extends(process_type) :: transport_process_type
    type(tracer_work_type), allocatable :: arrays(:) !< (threads)
  contains
    procedure :: start
    procedure :: advance
    procedure :: verify
    procedure :: define
    procedure :: save
    procedure :: load
    procedure :: count_work
  end type transport_process_type

  !> Float64 streams of transport: the mixing ratio read and written by each of the two sweeps (4), the three air fluxes read
  !> by the horizontal sweep (3), the vertical flux and the inverse air mass by the vertical one (2). That the horizontal sweep
  !> reads the inverse mass too, to save a division, is not traffic that the scheme asks for.
  integer(i8), parameter :: transport_bytes = 9 * word

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

contains

  subroutine start(self, model)
    class(transport_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%every_s = time_step_s
    call allocate_tracer_work(model%tracers, model%threads, self%arrays)
  end subroutine start

  subroutine advance(self, model, list)
    class(transport_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)

    call start_timer(list(transport))
    associate (state => model%tracers)
      call start_timer(list(mass_fluxes))
      call update_fluxes(state%flow, state%grid, state%air, state%time_s + step_s / 2, step_s, state%flux)
      call stop_timer(list(mass_fluxes))
      call start_timer(list(advection))
      call advect_tracers(state, self%arrays)
      call stop_timer(list(advection))
      state%steps_done = state%steps_done + 1
      state%time_s = state%steps_done * step_s
    end associate
    call stop_timer(list(transport))
  end subroutine advance

  !> - continuity: change of a cell's air mass in the last step.
  subroutine verify(self, model, outcome)
    class(transport_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("continuity", continuity_residual_kg(model%tracers%grid, model%tracers%flux), 0.0_wp, "kg")])
  end subroutine verify

  subroutine define(self, model, restart)
    class(transport_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(inout) :: restart
    integer :: n

    associate (state => model%tracers)
      call restart%file%text("flow", model%options%flow)
      call restart%file%number("tracers", real(state%ntracer, wp))
      do n = 1, state%ntracer
        call define_field(restart, species_field(state%names(n)))
        call restart%file%number("filled_kg", state%filled_kg(n), restart%file%variable_of(species_field(state%names(n))))
      end do
    end associate
  end subroutine define

  subroutine save(self, model, restart)
    class(transport_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(restart_file_type), intent(in) :: restart
    integer :: n

    do n = 1, model%tracers%ntracer
      call put_field(restart, species_field(model%tracers%names(n)), model%tracers%q(:, :, :, n))
    end do
  end subroutine save

  subroutine load(self, model, restart)
    class(transport_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(restart_file_type), intent(in) :: restart
    integer :: n

    associate (state => model%tracers)
      call require_text(restart, "flow", model%options%flow)
      call require_number(restart, "tracers", state%ntracer)
      do n = 1, state%ntracer
        call get_field(restart, species_field(state%names(n)), state%q(:, :, :, n))
        state%filled_kg(n) = restart%file%number_of("filled_kg", restart%file%variable_of(species_field(state%names(n))))
      end do
      state%steps_done = model%steps_done
      state%time_s = state%steps_done * step_s
    end associate
  end subroutine load

  subroutine count_work(self, model, work)
    class(transport_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: updates

    updates = model%tracers%cells() * model%tracers%ntracer * model%steps_of_run(self%every_s)
    call add_work(work(transport), updates, updates * transport_bytes, updates * transport_flops)
  end subroutine count_work
end module transport_process
