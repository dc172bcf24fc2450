!> Emissions from many files: read when they are due, regridded, interpolated in time, added to the lowest layers. Its timer is that of
!> the model's own emission component.
module emission_process
  use constants, only: chemistry_step_s, time_step_s
  use emission_fields, only: emission_fields_type, make_emission_fields, keep_field, add_up
  use inventory_file, only: inventory_type, write_inventory, read_inventory, remove_inventory, inventory_nlon, inventory_nlat, &
    inventory_times
  use checksum, only: single_hash
  use json_writer, only: json_file_type
  use kinds, only: wp, sp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use timers, only: timer_type, start_timer, stop_timer, diagnostics, hemco
  use verification, only: check
  use work, only: work_type, add_work
  implicit none
  private
  public :: emission_process_type

  integer, parameter :: steps_per_read = 9   !< each file every three hours, in turn
  integer, parameter :: emitted_layers = 3   !< from the ground upwards, in proportion to their air

  type, extends(process_type) :: emission_process_type
    integer :: first = 0                     !< tracers from this one on have emissions
    type(inventory_type), allocatable :: files(:)
    type(emission_fields_type) :: fields
    logical :: read_before = .false.
    integer :: wrong = 0
    integer(i8) :: reads = 0
  contains
    procedure :: start
    procedure :: advance
    procedure :: begin_timing
    procedure :: finish
    procedure :: verify
    procedure :: count_work
    procedure :: describe
  end type emission_process_type

contains

  subroutine start(self, model)
    class(emission_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    integer :: f

    self%every_s = chemistry_step_s
    allocate (self%files(model%options%files))
    do f = 1, size(self%files)
      call write_inventory(model%options%output, f, self%files(f))
    end do
    call make_emission_fields(model%tracers%grid, size(self%files), model%tracers%ntracer - self%first + 1, self%fields)
  end subroutine start

  !> What a file holds of a time depends on the step alone, so a run that goes on from a restart reads the same.
  subroutine advance(self, model, list)
    class(emission_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    real(wp) :: share(size(self%files))
    integer :: step, f, turn

    step = model%steps_done * time_step_s / chemistry_step_s
    do f = 1, size(self%files)
      turn = (step + f) / steps_per_read
      share(f) = real(modulo(step + f, steps_per_read), wp) / steps_per_read
      if (.not. self%read_before) call read_one(self, model, f, turn, list)
      if (.not. self%read_before .or. modulo(step + f, steps_per_read) == 0) call read_one(self, model, f, turn + 1, list)
    end do
    self%read_before = .true.
    call start_timer(list(hemco))
    call add_up(model%tracers%grid, real(step, wp) * chemistry_step_s, share, self%fields)
    call emit(self, model)
    call stop_timer(list(hemco))
  end subroutine advance

  subroutine read_one(self, model, number, turn, list)
    class(emission_process_type), intent(inout) :: self
    type(model_type), intent(in) :: model
    integer, intent(in) :: number, turn
    type(timer_type), intent(inout) :: list(:)
    real(sp) :: field(inventory_nlon, inventory_nlat)
    integer :: time

    time = modulo(turn, inventory_times) + 1
    call start_timer(list(hemco))
    call read_inventory(self%files(number), time, field)
    call keep_field(model%tracers%grid, number, field, self%fields)
    call stop_timer(list(hemco))
    self%reads = self%reads + 1
    call start_timer(list(diagnostics))
    if (single_hash(reshape(field, [inventory_nlon, inventory_nlat, 1])) /= self%files(number)%hash(time)) &
      self%wrong = self%wrong + 1
    call stop_timer(list(diagnostics))
  end subroutine read_one

  subroutine emit(self, model)
    class(emission_process_type), intent(in) :: self
    type(model_type), intent(inout) :: model
    real(wp) :: per_kg
    integer :: tracer, j, k

    associate (state => model%tracers)
      !$omp parallel do schedule(static) private(j, k, per_kg)
      do tracer = self%first, state%ntracer
        do j = 1, state%nlat
          per_kg = state%grid%cell_area_m2(j) * chemistry_step_s / sum(state%air%cell_kg(j, :emitted_layers))
          do k = 1, emitted_layers
            state%q(:, j, k, tracer) = state%q(:, j, k, tracer) + per_kg * self%fields%flux(:, j, tracer - self%first + 1)
          end do
          model%gained_kg(tracer) = model%gained_kg(tracer) + state%grid%cell_area_m2(j) * chemistry_step_s &
            * sum(self%fields%flux(:state%grid%cells_in_row(j), j, tracer - self%first + 1))
        end do
      end do
      !$omp end parallel do
    end associate
  end subroutine emit

  subroutine begin_timing(self, model)
    class(emission_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    self%reads = 0
  end subroutine begin_timing

  subroutine finish(self, model, list)
    class(emission_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model
    type(timer_type), intent(inout) :: list(:)
    integer :: f

    do f = 1, size(self%files)
      call remove_inventory(self%files(f))
    end do
  end subroutine finish

  !> - inventory_mismatch: fields read that differ from what was written.
  !> - regridding_error: of the global total of a regridded field, relative; worst field.
  subroutine verify(self, model, outcome)
    class(emission_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("inventory_mismatch", real(self%wrong, wp), 0.0_wp), &
                      check("regridding_error", self%fields%total_error, 1.0e-12_wp)])
  end subroutine verify

  !> A value read from a file is an update.
  subroutine count_work(self, model, work)
    class(emission_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(work_type), intent(inout) :: work(:)
    integer(i8) :: values

    values = self%reads * inventory_nlon * inventory_nlat
    call add_work(work(hemco), values, 4 * values, 2 * values)
  end subroutine count_work

  subroutine describe(self, model, json)
    class(emission_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(json_file_type), intent(inout) :: json

    call json%begin("{", "inventories")
    call json%integer("files", size(self%files))
    call json%long("reads", self%reads)
    call json%long("file_bytes", sum(self%files%bytes))
    call json%finish("}")
  end subroutine describe
end module emission_process
