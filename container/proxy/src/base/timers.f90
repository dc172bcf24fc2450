!> Named wall-clock and CPU timers.
!>
!> GEOS-Chem's own timers pass through a 32-bit real and lose milliseconds on a machine that has been up for days; these
!> count ticks of a 64-bit clock and convert at the end.
module timers
  use kinds, only: wp, i8
  implicit none
  private
  public :: timer_type, start_timer, stop_timer, new_timers
  public :: total, initialization, spin_up, timesteps, hemco, all_chemistry, gas_phase, photolysis, aerosol, transport, &
    mass_fluxes, advection, convection, boundary_mixing, wet_deposition, diagnostics, unit_conversions, input, output

  !> Order of report, without those that did not run. "=> " marks a part of the timer above it, as in GEOS-Chem's log.
  enum, bind(c)
    enumerator :: total = 1, initialization, spin_up, timesteps, hemco, all_chemistry, gas_phase, photolysis, aerosol, &
      transport, mass_fluxes, advection, convection, boundary_mixing, wet_deposition, diagnostics, unit_conversions, input, &
      output
  end enum

  type :: timer_type
    character(30) :: name = ""
    integer :: calls = 0
    real(wp) :: wall_s = 0, cpu_s = 0
    integer(i8), private :: started_tick = 0
    real(wp), private :: started_cpu_s = 0
  end type timer_type

contains

  pure function new_timers() result(list)
    type(timer_type) :: list(output)

    list%name = [character(30) :: "Total", "Initialization", "Spin-up", "Timesteps", "HEMCO", "All chemistry", &
                 "=> Gas-phase chem", "=> Photolysis", "=> Aerosol chem", "Transport", "=> Mass fluxes", "=> Advection", &
                 "Convection", "Boundary layer mixing", "Wet deposition", "Diagnostics", "Unit conversions", "Input", "Output"]
  end function new_timers

  subroutine start_timer(timer)
    type(timer_type), intent(inout) :: timer

    call cpu_time(timer%started_cpu_s)
    call system_clock(timer%started_tick)
  end subroutine start_timer

  subroutine stop_timer(timer)
    type(timer_type), intent(inout) :: timer
    integer(i8) :: tick, ticks_per_s
    real(wp) :: cpu_s

    call system_clock(tick, ticks_per_s)
    call cpu_time(cpu_s)
    timer%wall_s = timer%wall_s + real(tick - timer%started_tick, wp) / real(ticks_per_s, wp)
    timer%cpu_s = timer%cpu_s + (cpu_s - timer%started_cpu_s)
    timer%calls = timer%calls + 1
  end subroutine stop_timer
end module timers
