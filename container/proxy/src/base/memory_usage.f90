!> The largest resident set of this process so far.
module memory_usage
  use kinds, only: wp
  implicit none
  private
  public :: peak_memory

contains

  !> VmHWM of /proc/self/status (proc_pid_status(5)). Under QEMU's user-mode emulation that is the emulator's, its translated
  !> code included, or absent.
  !> @param reason empty if known
  subroutine peak_memory(mib, reason)
    real(wp), intent(out) :: mib
    character(:), allocatable, intent(out) :: reason
    character(200) :: line
    integer :: unit, status, kib

    mib = 0
    reason = "/proc/self/status does not say (VmHWM)"
    open (newunit=unit, file="/proc/self/status", status="old", action="read", iostat=status)
    if (status /= 0) return
    do
      read (unit, '(a)', iostat=status) line
      if (status /= 0) exit
      if (line(:6) /= "VmHWM:") cycle
      read (line(7:), *, iostat=status) kib
      if (status == 0 .and. kib > 0) then
        mib = kib / 1024.0_wp
        reason = ""
      end if
      exit
    end do
    close (unit)
  end subroutine peak_memory
end module memory_usage
