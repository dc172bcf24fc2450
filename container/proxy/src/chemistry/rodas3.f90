!> The Rosenbrock method Rodas3 and its control of the sub-step.
!>
!> Four stages, three evaluations, order 3 with an embedded solution of order 2, stiffly accurate (Sandu et al. 1997, which also
!> gives the control; Hairer and Wanner 1996, section IV.7). It is a method that GEOS-Chem offers.
module rodas3
  use kinds, only: wp
  implicit none
  private
  public :: stages, gamma_, a, c, m, evaluates, progress_type, begin_cell, advance_cell, arrived, lost

  integer, parameter :: stages = 4
  real(wp), parameter :: gamma_ = 0.5_wp
  real(wp), parameter :: a(stages, stages) = reshape( &
    [0.0_wp, 0.0_wp, 2.0_wp, 2.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, 1.0_wp, &
     0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp], [stages, stages])
  real(wp), parameter :: c(stages, stages) = reshape( &
    [0.0_wp, 4.0_wp, 1.0_wp, 1.0_wp, 0.0_wp, 0.0_wp, -1.0_wp, -1.0_wp, 0.0_wp, 0.0_wp, 0.0_wp, -8.0_wp / 3, &
     0.0_wp, 0.0_wp, 0.0_wp, 0.0_wp], [stages, stages])
  real(wp), parameter :: m(stages) = [2.0_wp, 0.0_wp, 1.0_wp, 1.0_wp]
  logical, parameter :: evaluates(stages) = [.true., .false., .true., .true.]
  real(wp), parameter :: order_of_error = 3

  !> Safety factor, bounds of the change, reduction after a repeated rejection, first step ever.
  real(wp), parameter :: safety = 0.9_wp, least = 0.2_wp, most = 6.0_wp, again = 0.1_wp, first_step_s = 1.0e-5_wp
  integer, parameter :: too_many = 200000

  !> How far the integration of one cell is.
  type :: progress_type
    real(wp) :: done_s = 0
    real(wp) :: h = 0                            !< length of the sub-step that is due
    real(wp) :: next_h = 0                       !< what the control would take if the span did not end
    integer :: accepted = 0, rejected = 0, in_row = 0
  end type progress_type

contains

  !> @param step_s sub-step to begin with, 0 if unknown
  elemental type(progress_type) function begin_cell(step_s, span_s) result(progress)
    real(wp), intent(in) :: step_s, span_s

    progress%next_h = min(merge(step_s, first_step_s, step_s > 0), span_s)
    progress%h = progress%next_h
  end function begin_cell

  !> @param error of the embedded solution relative to the tolerances, root mean square over the species
  !> @param keep whether the sub-step was accepted
  pure subroutine advance_cell(error, keep, span_s, fixed_steps, progress)
    real(wp), intent(in) :: error, span_s
    logical, intent(in) :: keep, fixed_steps
    type(progress_type), intent(inout) :: progress
    real(wp) :: factor

    if (fixed_steps) then
      progress%done_s = progress%done_s + progress%h
      progress%accepted = progress%accepted + 1
      return
    end if
    factor = least ! also where the error is not a number
    if (error < huge(error)) factor = min(most, max(least, safety / max(error, 1.0e-10_wp)**(1 / order_of_error)))
    if (keep) then
      if (progress%in_row > 0) factor = min(factor, 1.0_wp)
      progress%done_s = progress%done_s + progress%h
      progress%accepted = progress%accepted + 1
      progress%in_row = 0
      ! A last sub-step that was cut short says little about the length the next step can begin with.
      progress%next_h = merge(max(progress%next_h, factor * progress%h), factor * progress%h, progress%h < progress%next_h)
    else
      progress%rejected = progress%rejected + 1
      progress%in_row = progress%in_row + 1
      progress%next_h = progress%h * merge(again, factor, progress%in_row > 2)
    end if
    progress%next_h = min(progress%next_h, span_s)
    progress%h = min(progress%next_h, span_s - progress%done_s)
  end subroutine advance_cell

  pure logical function arrived(progress, span_s)
    type(progress_type), intent(in) :: progress
    real(wp), intent(in) :: span_s

    arrived = progress%done_s >= span_s * (1 - 4 * epsilon(span_s))
  end function arrived

  !> The sub-step became too small or there are too many.
  pure logical function lost(progress)
    type(progress_type), intent(in) :: progress

    lost = .not. progress%done_s + progress%h / 10 > progress%done_s .or. progress%accepted + progress%rejected >= too_many
  end function lost
end module rodas3
