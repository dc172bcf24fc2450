!> What is watched of tracers that react. Chemistry changes every species, so bounds and masses of single ones say nothing;
!> atoms must all be there on the whole globe, and the constant must stay one.
module species_diagnostics_process
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite
  use checksum, only: field_checksum
  use fault_targets, only: part_of_a_total, outside_totals
  use global_diagnostics, only: global_mass_kg
  use kinds, only: wp, i8
  use model, only: model_type
  use outcome, only: outcome_type
  use process, only: process_type
  use verification, only: check
  implicit none
  private
  public :: species_diagnostics_process_type

  type, extends(process_type) :: species_diagnostics_process_type
    real(wp), allocatable :: initial_kg(:)  !< (totals) air mass times mixing ratio
    real(wp) :: drift = 0                   !< worst change of a global total, relative to its parts
    real(wp) :: negative = 0                !< lowest concentration below zero, see inspect_field
    real(wp) :: variation = 0               !< of the constant tracer
    real(wp) :: filled = 0                  !< moved by the bounds filler per step, relative to the tracer's mass now
    integer(i8) :: not_finite = 0
  contains
    procedure :: start
    procedure :: inspect
    procedure :: plant_fault
    procedure :: verify
  end type species_diagnostics_process_type

contains

  subroutine start(self, model)
    class(species_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(inout) :: model

    call self%inspect(model)
  end subroutine start

  !> The first call finds the totals that later ones compare with.
  subroutine inspect(self, model)
    class(species_diagnostics_process_type), intent(inout) :: self
    type(model_type), intent(in) :: model
    real(wp) :: mass_kg(model%tracers%ntracer), negative
    real(wp), dimension(size(model%chemistry%mech%totals)) :: totals_kg, parts_kg
    integer(i8) :: not_finite
    integer :: tracer, t

    negative = 0
    not_finite = 0
    associate (state => model%tracers, chemistry => model%chemistry)
      !$omp parallel do schedule(static) reduction(max: negative) reduction(+: not_finite)
      do tracer = 1, state%ntracer
        mass_kg(tracer) = global_mass_kg(state, tracer)
        call inspect_field(chemistry%cells, state%q(:, :, :, tracer), model%air, chemistry%atol, negative, not_finite)
      end do
      !$omp end parallel do
      do t = 1, size(totals_kg)
        associate (total => chemistry%mech%totals(t))
          totals_kg(t) = sum(total%weight * mass_kg(total%species + 1))
          parts_kg(t) = sum(abs(total%weight * mass_kg(total%species + 1)))
        end associate
      end do
      self%variation = max(self%variation, maxval(abs(state%q(:, :, :, 1) - 1)))
      self%filled = maxval(state%filled_kg(2:) / max(mass_kg(2:), tiny(negative))) / max(1, state%steps_done)
    end associate
    if (.not. allocated(self%initial_kg)) self%initial_kg = totals_kg
    self%drift = max(self%drift, maxval(abs(totals_kg - self%initial_kg) / max(parts_kg, tiny(negative))))
    self%negative = max(self%negative, negative)
    self%not_finite = self%not_finite + not_finite
  end subroutine inspect

  !> Relative to ten absolute tolerances, as in a chemistry run, and a millionth of the species' largest concentration: where
  !> transport brings a species that decays at once, the integrator's relative tolerance leaves as much of it.
  subroutine inspect_field(cells, q, air, atol, negative, not_finite)
    integer, intent(in) :: cells
    real(wp), intent(in) :: q(cells), air(cells), atol
    real(wp), intent(inout) :: negative
    integer(i8), intent(inout) :: not_finite

    negative = max(negative, maxval(-q * air) / (10 * atol + 1.0e-6_wp * maxval(q * air)))
    not_finite = not_finite + count(.not. ieee_is_finite(q))
  end subroutine inspect_field

  !> - conserved_drift: change of any conserved total on the whole globe since the start, relative; worst hour.
  !> - constancy: deviation of tracer 1 from one.
  !> - negative: lowest concentration below zero, see inspect_field; worst hour.
  !> - not_finite: values that are NaN or infinite.
  !> - filled_per_step: as in a transport run, but radicals end more sharply at sunset than the shapes there.
  subroutine verify(self, model, outcome)
    class(species_diagnostics_process_type), intent(in) :: self
    type(model_type), intent(in) :: model
    type(outcome_type), intent(inout) :: outcome

    call outcome%add([check("conserved_drift", self%drift, 1.0e-12_wp), &
                      check("constancy", self%variation, 1.0e-13_wp), &
                      check("negative", self%negative, 1.0_wp), &
                      check("not_finite", real(self%not_finite, wp), 0.0_wp), &
                      check("filled_per_step", self%filled, 1.0e-3_wp)])
    outcome%no_norms_because = "a run with chemistry compares with the mechanism's reference case instead"
    outcome%checksum = field_checksum(model%tracers%q)
  end subroutine verify

  subroutine plant_fault(self, fault, model)
    class(species_diagnostics_process_type), intent(in) :: self
    character(*), intent(in) :: fault
    type(model_type), intent(inout) :: model
    integer :: row

    row = model%tracers%nlat / 2
    if (fault == "mass") then
      associate (cell => model%tracers%q(1, row, 1, part_of_a_total(model%chemistry) + 1))
        cell = 1.5_wp * cell
      end associate
    else if (fault == "bounds") then
      associate (q => model%tracers%q(:, :, :, outside_totals(model%chemistry) + 1))
        q(1, row, 1) = -1.0e6_wp * model%chemistry%atol / model%air(1) - 0.01_wp * maxval(q)
      end associate
    end if
  end subroutine plant_fault
end module species_diagnostics_process
