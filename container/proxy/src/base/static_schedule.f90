!> What OpenMP's static schedule makes of a loop whose iterations cost alike: each thread gets a share beforehand, and the loop lasts
!> as long as the largest.
module static_schedule
  use kinds, only: wp
  implicit none
  private
  public :: most_per_thread, idle_share

contains

  pure integer function most_per_thread(iterations, threads)
    integer, intent(in) :: iterations, threads

    most_per_thread = (iterations + threads - 1) / threads
  end function most_per_thread

  !> Of the time of all threads, from 0 to 1, in which there is nothing left for one to do.
  pure real(wp) function idle_share(iterations, threads)
    integer, intent(in) :: iterations, threads

    idle_share = 1 - real(iterations, wp) / (real(threads, wp) * most_per_thread(iterations, threads))
  end function idle_share
end module static_schedule
