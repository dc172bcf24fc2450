!> The number kinds of the program, named once.
module kinds
  use, intrinsic :: iso_fortran_env, only: real32, real64, int64
  implicit none
  private
  public :: wp, sp, i8

  integer, parameter :: wp = real64 !< working precision: GEOS-Chem transports in 8-byte reals too (USE_REAL8)
  integer, parameter :: sp = real32 !< what files of meteorology and diagnostics hold
  integer, parameter :: i8 = int64  !< clock counts and work counts, which overflow 32 bits
end module kinds
