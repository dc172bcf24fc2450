!> Model date, counted from the start of GEOS-Chem's customary TransportTracers run, 2019-01-01 00:00 UTC.
module calendar
  implicit none
  private
  public :: model_time_text, model_time_stamp, first_day

  integer, parameter :: first_year = 2019
  character(*), parameter :: first_day = "2019-01-01"

contains

  !> @return "2019/01/01  UTC: 01:00" after `hours` hours
  pure function model_time_text(hours) result(text)
    integer, intent(in) :: hours
    character(22) :: text
    integer :: year, month, day

    year = first_year
    day = hours / 24
    do while (day >= 365 + leap_day(year))
      day = day - 365 - leap_day(year)
      year = year + 1
    end do
    month = 1
    do while (day >= days_in(month, year))
      day = day - days_in(month, year)
      month = month + 1
    end do
    write (text, '(i4.4,"/",i2.2,"/",i2.2,"  UTC: ",i2.2,":00")') year, month, day + 1, modulo(hours, 24)
  end function model_time_text

  !> For names of files.
  !> @return "20190101_0100z" after `hours` hours
  pure function model_time_stamp(hours) result(stamp)
    integer, intent(in) :: hours
    character(14) :: stamp
    character(22) :: text

    text = model_time_text(hours)
    stamp = text(1:4)//text(6:7)//text(9:10)//"_"//text(18:19)//text(21:22)//"z"
  end function model_time_stamp

  pure integer function leap_day(year)
    integer, intent(in) :: year

    leap_day = merge(1, 0, (modulo(year, 4) == 0 .and. modulo(year, 100) /= 0) .or. modulo(year, 400) == 0)
  end function leap_day

  pure integer function days_in(month, year)
    integer, intent(in) :: month, year
    integer, parameter :: days(12) = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    days_in = days(month) + merge(leap_day(year), 0, month == 2)
  end function days_in
end module calendar
