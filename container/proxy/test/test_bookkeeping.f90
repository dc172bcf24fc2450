!> The small things around the computation: hash, calendar, numbers as text, memory.
program test_bookkeeping
  use, intrinsic :: iso_fortran_env, only: int64
  use, intrinsic :: iso_c_binding, only: c_intptr_t, c_loc
  use kinds, only: wp
  use aligned_memory, only: reserve
  use calendar, only: model_time_text
  use checksum, only: fnv1a
  use compiler_facts, only: without_search_paths
  use static_schedule, only: most_per_thread, idle_share
  use text, only: fixed, scientific
  use expectations, only: expect, finish_tests
  implicit none

  real(wp), pointer, contiguous :: row(:), block(:, :, :)

  ! Reference values from an independent implementation over little-endian bytes.
  call expect(hexadecimal(fnv1a([integer(int64) ::])) == "CBF29CE484222325", "FNV-1a of nothing is the offset basis")
  call expect(hexadecimal(fnv1a([int(z'0102030405060708', int64), -5_int64])) == "CA40B682207FC069", "FNV-1a of 16 bytes")
  call expect(model_time_text(0) == "2019/01/01  UTC: 00:00", "start date")
  call expect(model_time_text(25) == "2019/01/02  UTC: 01:00", "next day")
  call expect(model_time_text(24 * 365) == "2020/01/01  UTC: 00:00", "next year")
  call expect(model_time_text(24 * (365 + 59)) == "2020/02/29  UTC: 00:00", "leap day")
  call expect(model_time_text(24 * (365 + 366)) == "2021/01/01  UTC: 00:00", "after a leap year")
  call expect(fixed(0.5_wp, 6) == "0.500000", "a digit before the point, as JSON wants")
  call expect(scientific(-0.15625_wp) == "-1.5625000000000000E-001", "seventeen digits")
  call expect(without_search_paths("-I /a/b -O3 -J modules -march=x86-64 -fpre-include=/c -Id") == "-O3 -march=x86-64", &
              "compiler flags without search paths")
  call expect(most_per_thread(300, 64) == 5 .and. abs(idle_share(300, 64) - 0.0625_wp) < 1.0e-15_wp, "300 tracers for 64 threads")
  call expect(most_per_thread(21, 21) == 1 .and. abs(idle_share(21, 21)) <= 0, "one for each: none idle")
  call expect(abs(idle_share(21, 42) - 0.5_wp) < 1.0e-15_wp, "more threads than tracers")
  call reserve([3], row)
  call reserve([3, 5, 7], block)
  call expect(modulo(transfer(c_loc(row), 0_c_intptr_t), 64_c_intptr_t) == 0 &
              .and. modulo(transfer(c_loc(block), 0_c_intptr_t), 64_c_intptr_t) == 0, "arrays begin at a cache line")
  block = 1
  call expect(size(row) == 3 .and. all(shape(block) == [3, 5, 7]) .and. sum(block) <= 105, "and have their shape")
  call finish_tests()

contains

  character(16) function hexadecimal(value)
    integer(int64), intent(in) :: value

    write (hexadecimal, '(z16.16)') value
  end function hexadecimal
end program test_bookkeeping
