!> FNV-1a, 64 bits, of the bit patterns of the tracer fields: the proof that two runs gave the same result to the last
!> bit. Each tracer is hashed by itself (little-endian bytes, in array order) and the tracer hashes are hashed in turn, so
!> that the work spreads over threads and the result does not depend on how.
!>
!> Algorithm: Fowler, Noll, Vo; IETF draft "The FNV Non-Cryptographic Hash Algorithm".
module checksum
  use, intrinsic :: iso_fortran_env, only: int32, int64
  use kinds, only: wp, sp
  implicit none
  private
  public :: field_checksum, column_checksum, single_hash, fnv1a

  integer(int64), parameter :: low_32 = int(z'FFFFFFFF', int64)
  integer(int64), parameter :: low_8 = 255_int64
  ! The offset basis is cbf29ce484222325; the prime is 2**40 + 435.
  integer(int64), parameter :: offset_high = int(z'CBF29CE4', int64), offset_low = int(z'84222325', int64)

contains

  !> @param q (nlon, nlat, nlev, ntracer)
  !> @return 16 lower-case hexadecimal digits
  function field_checksum(q) result(text)
    real(wp), intent(in) :: q(:, :, :, :)
    character(16) :: text
    integer(int64) :: hashes(size(q, 4))
    integer :: tracer

    !$omp parallel do schedule(static)
    do tracer = 1, size(q, 4)
      hashes(tracer) = tracer_hash(size(q(:, :, :, tracer)), q(:, :, :, tracer))
    end do
    !$omp end parallel do
    write (text, '(z16.16)') fnv1a(hashes)
    text = lower_case(text)
  end function field_checksum

  !> The same of fields with the species innermost: each cell is hashed by itself.
  !> @param y (species, cells)
  function column_checksum(y) result(text)
    real(wp), intent(in), contiguous :: y(:, :)
    character(16) :: text
    integer(int64), allocatable :: hashes(:)
    integer :: cell

    allocate (hashes(size(y, 2)))
    !$omp parallel do schedule(static)
    do cell = 1, size(y, 2)
      hashes(cell) = tracer_hash(size(y, 1), y(:, cell))
    end do
    !$omp end parallel do
    write (text, '(z16.16)') fnv1a(hashes)
    text = lower_case(text)
  end function column_checksum

  integer(int64) function tracer_hash(n, values)
    integer, intent(in) :: n
    real(wp), intent(in) :: values(n)

    tracer_hash = fnv1a(transfer(values, [0_int64]))
  end function tracer_hash

  !> Fletcher's checksum (1982) of float32 values, 64 bits: several times quicker than FNV-1a, for what has to be compared
  !> only within a run.
  integer(int64) function single_hash(values)
    real(sp), intent(in) :: values(:, :, :)
    integer, parameter :: block = 8192 !< words whose sums stay below 2**63
    integer(int64) :: first, second
    integer(int32), allocatable :: words(:)
    integer :: start, w

    words = transfer(values, [0_int32])
    first = 0
    second = 0
    do start = 1, size(words), block
      do w = start, min(start + block - 1, size(words))
        first = first + iand(int(words(w), int64), low_32)
        second = second + first
      end do
      first = modulo(first, low_32)
      second = modulo(second, low_32)
    end do
    single_hash = ior(ishft(second, 32), first)
  end function single_hash

  !> The 64-bit product is formed from 32-bit halves, because Fortran leaves integer overflow undefined.
  pure integer(int64) function fnv1a(words)
    integer(int64), intent(in) :: words(:)
    integer(int64) :: high, low, product_low, word
    integer :: w, byte

    high = offset_high
    low = offset_low
    do w = 1, size(words)
      word = words(w)
      do byte = 1, 8
        low = ieor(low, iand(word, low_8))
        word = ishft(word, -8)
        product_low = low * 435
        high = iand(high * 435 + ishft(low, 8) + ishft(product_low, -32), low_32)
        low = iand(product_low, low_32)
      end do
    end do
    fnv1a = ior(ishft(high, 32), low)
  end function fnv1a

  pure function lower_case(text) result(lower)
    character(*), intent(in) :: text
    character(len(text)) :: lower
    integer :: i

    lower = text
    do i = 1, len(text)
      if (text(i:i) >= 'A' .and. text(i:i) <= 'F') lower(i:i) = achar(iachar(text(i:i)) + 32)
    end do
  end function lower_case
end module checksum
