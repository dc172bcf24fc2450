!> The clock that a program really gets, from a chain of integer operations each of which needs the one before.
!>
!> An addition and an exclusive or of registers take one cycle each on every core that this is meant for: Neoverse V1 and
!> V2, Zen 4 and 5, Golden Cove (Arm's software optimization guides; Fog, Instruction tables). The operands are variables
!> because Golden Cove adds small constants for nothing, when it renames registers.
module effective_clock
  use kinds, only: wp, i8
  use trial_times, only: now_s, rates_type, rates_of
  implicit none
  private
  public :: clock_type, measure_clock, clock_trials, cycles_per_trial, clock_method

  integer, parameter :: clock_trials = 5
  integer(i8), parameter :: rounds = 50000000_i8, cycles_per_trial = 2 * rounds
  character(*), parameter :: clock_method = "dependent chain of integer add and exclusive or, one cycle each; of all threads " &
    //"at once the slowest counts"

  type :: clock_type
    type(rates_type) :: single_thread_hz, all_threads_hz
    logical :: chain_closes = .false.
  end type clock_type

contains

  subroutine measure_clock(found)
    type(clock_type), intent(out) :: found
    real(wp) :: single(clock_trials), all_threads(clock_trials)
    logical :: closes
    integer :: trial

    found%chain_closes = .true.
    do trial = 1, clock_trials
      call one_chain(single(trial), closes)
      found%chain_closes = found%chain_closes .and. closes
      call chain_on_every_thread(all_threads(trial), closes)
      found%chain_closes = found%chain_closes .and. closes
    end do
    found%single_thread_hz = rates_of(real(cycles_per_trial, wp), single)
    found%all_threads_hz = rates_of(real(cycles_per_trial, wp), all_threads)
  end subroutine measure_clock

  subroutine chain_on_every_thread(slowest_s, close)
    real(wp), intent(out) :: slowest_s
    logical, intent(out) :: close
    real(wp) :: seconds
    logical :: closes

    slowest_s = 0
    close = .true.
    !$omp parallel private(seconds, closes) reduction(max:slowest_s) reduction(.and.:close)
    call one_chain(seconds, closes)
    slowest_s = seconds
    close = closes
    !$omp end parallel
  end subroutine chain_on_every_thread

  !> With all bits set in the mask, two rounds lead back to the start: what shows that none was left out, or one too many
  !> done. The compiler cannot know it, since it may assume nothing of a volatile variable.
  subroutine one_chain(seconds, closes)
    real(wp), intent(out) :: seconds
    logical, intent(out) :: closes
    integer(i8), volatile :: start, addend, mask
    integer(i8) :: x, k, m, round
    real(wp) :: begin_s

    start = 5
    addend = 3
    mask = -1
    x = start
    k = addend
    m = mask
    begin_s = now_s()
    do round = 1, rounds
      x = ieor(x + k, m)
    end do
    start = x ! a volatile write: the chain ends before the clock is read
    seconds = now_s() - begin_s
    closes = start == 5
  end subroutine one_chain
end module effective_clock
