!> The timers in the two forms that GEOS-Chem Classic documents: the table in the log and the JSON file, so that the same
!> reader serves both programs.
module timer_report
  use kinds, only: wp, i8
  use console, only: say
  use json_writer, only: json_file_type, open_json, close_json
  use timers, only: timer_type, total
  use version, only: program_name
  implicit none
  private
  public :: print_timers, write_timers

contains

  subroutine print_timers(list)
    type(timer_type), intent(in) :: list(:)
    character(80) :: line
    integer :: t

    call say("")
    call say(repeat("=", 79))
    call say("C T M - P R O X Y   T I M E R S")
    call say("")
    write (line, '(2x,a10,23x,a15,5x,a13)') "Timer name", "DD-hh:mm:ss.SSS", "Total Seconds"
    call say(trim(line))
    call say(repeat("-", 79))
    do t = 1, size(list)
      if (list(t)%calls == 0) cycle
      write (line, '(2x,a30,":",2x,a15,4x,f14.3)') list(t)%name, day_clock(list(t)%wall_s), list(t)%wall_s
      call say(trim(line))
    end do
    call say("")
  end subroutine print_timers

  subroutine write_timers(path, list, ok)
    character(*), intent(in) :: path
    type(timer_type), intent(in) :: list(:)
    logical, intent(out) :: ok
    type(json_file_type) :: json
    integer :: t

    call open_json(path, json)
    call json%begin("{", "description")
    call json%string("name", program_name//" timers output (a proxy, not GEOS-Chem)")
    call json%string("author", "geos-chem-bench")
    call json%string("reference", "container/proxy/README.md")
    call json%finish("}")
    call json%begin("{", "GEOS-Chem Classic timers") ! the key that readers of the format look for
    do t = 1, size(list)
      if (list(t)%calls == 0) cycle
      call json%begin("{", trim(merge("GEOS-Chem"//repeat(" ", 21), list(t)%name, t == total)))
      call json%string("d_hms", day_clock(list(t)%wall_s))
      call json%seconds("seconds", list(t)%wall_s)
      call json%finish("}")
    end do
    call json%finish("}")
    call close_json(json)
    ok = json%ok
  end subroutine write_timers

  !> DD-hh:mm:ss.SSS
  pure function day_clock(seconds) result(text)
    real(wp), intent(in) :: seconds
    character(15) :: text
    integer(i8) :: ms

    ms = nint(seconds * 1000, i8)
    write (text, '(i2.2,"-",i2.2,":",i2.2,":",i2.2,".",i3.3)') ms / 86400000, modulo(ms / 3600000, 24_i8), &
      modulo(ms / 60000, 60_i8), modulo(ms / 1000, 60_i8), modulo(ms, 1000_i8)
  end function day_clock
end module timer_report
