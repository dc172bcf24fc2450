!> The functions of the netCDF C library that the proxy calls, as netcdf.h declares them. (A netCDF-Fortran would bring
!> module files that only the very compiler it was built with can read.)
module netcdf_c
  use, intrinsic :: iso_c_binding, only: c_associated, c_char, c_double, c_float, c_int, c_ptr, c_size_t
  implicit none
  private
  public :: netcdf_available
  public :: nc_create, nc_open, nc_enddef, nc_close, nc_strerror
  public :: nc_def_dim, nc_def_var, nc_def_var_chunking, nc_def_var_deflate
  public :: nc_put_att_text, nc_put_att_double, nc_put_vara_float, nc_put_vara_double
  public :: nc_inq_dimid, nc_inq_dimlen, nc_inq_varid, nc_inq_var_chunking, nc_inq_var_deflate, nc_inq_attlen
  public :: nc_get_att_text, nc_get_att_double, nc_get_vara_float, nc_get_vara_double

  integer(c_int), parameter, public :: nc_nowrite = 0, nc_classic_model = int(z'100', c_int), nc_netcdf4 = int(z'1000', c_int)
  integer(c_int), parameter, public :: nc_int = 4, nc_float = 5, nc_double = 6
  integer(c_int), parameter, public :: nc_global = -1, nc_noerr = 0, nc_chunked = 0
  integer(c_size_t), parameter, public :: nc_unlimited = 0

  interface
    type(c_ptr) function nc_inq_libvers() bind(c)
      import :: c_ptr
    end function nc_inq_libvers

    integer(c_int) function nc_create(path, mode, id) bind(c)
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int), value :: mode
      integer(c_int), intent(out) :: id
    end function nc_create

    integer(c_int) function nc_open(path, mode, id) bind(c)
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int), value :: mode
      integer(c_int), intent(out) :: id
    end function nc_open

    integer(c_int) function nc_enddef(id) bind(c)
      import :: c_int
      integer(c_int), value :: id
    end function nc_enddef

    integer(c_int) function nc_close(id) bind(c)
      import :: c_int
      integer(c_int), value :: id
    end function nc_close

    type(c_ptr) function nc_strerror(status) bind(c)
      import :: c_int, c_ptr
      integer(c_int), value :: status
    end function nc_strerror

    integer(c_int) function nc_def_dim(id, name, length, dimension) bind(c)
      import :: c_char, c_int, c_size_t
      integer(c_int), value :: id
      character(kind=c_char), intent(in) :: name(*)
      integer(c_size_t), value :: length
      integer(c_int), intent(out) :: dimension
    end function nc_def_dim

    integer(c_int) function nc_def_var(id, name, kind, rank, dimensions, variable) bind(c)
      import :: c_char, c_int
      integer(c_int), value :: id, kind, rank
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int), intent(in) :: dimensions(*)
      integer(c_int), intent(out) :: variable
    end function nc_def_var

    integer(c_int) function nc_def_var_chunking(id, variable, storage, lengths) bind(c)
      import :: c_int, c_size_t
      integer(c_int), value :: id, variable, storage
      integer(c_size_t), intent(in) :: lengths(*)
    end function nc_def_var_chunking

    integer(c_int) function nc_def_var_deflate(id, variable, shuffle, deflate, level) bind(c)
      import :: c_int
      integer(c_int), value :: id, variable, shuffle, deflate, level
    end function nc_def_var_deflate

    integer(c_int) function nc_put_att_text(id, variable, name, length, value) bind(c)
      import :: c_char, c_int, c_size_t
      integer(c_int), value :: id, variable
      character(kind=c_char), intent(in) :: name(*), value(*)
      integer(c_size_t), value :: length
    end function nc_put_att_text

    integer(c_int) function nc_put_att_double(id, variable, name, kind, length, value) bind(c)
      import :: c_char, c_double, c_int, c_size_t
      integer(c_int), value :: id, variable, kind
      character(kind=c_char), intent(in) :: name(*)
      integer(c_size_t), value :: length
      real(c_double), intent(in) :: value(*)
    end function nc_put_att_double

    integer(c_int) function nc_put_vara_float(id, variable, start, lengths, values) bind(c)
      import :: c_float, c_int, c_size_t
      integer(c_int), value :: id, variable
      integer(c_size_t), intent(in) :: start(*), lengths(*)
      real(c_float), intent(in) :: values(*)
    end function nc_put_vara_float

    integer(c_int) function nc_put_vara_double(id, variable, start, lengths, values) bind(c)
      import :: c_double, c_int, c_size_t
      integer(c_int), value :: id, variable
      integer(c_size_t), intent(in) :: start(*), lengths(*)
      real(c_double), intent(in) :: values(*)
    end function nc_put_vara_double

    integer(c_int) function nc_inq_dimid(id, name, dimension) bind(c)
      import :: c_char, c_int
      integer(c_int), value :: id
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int), intent(out) :: dimension
    end function nc_inq_dimid

    integer(c_int) function nc_inq_dimlen(id, dimension, length) bind(c)
      import :: c_int, c_size_t
      integer(c_int), value :: id, dimension
      integer(c_size_t), intent(out) :: length
    end function nc_inq_dimlen

    integer(c_int) function nc_inq_varid(id, name, variable) bind(c)
      import :: c_char, c_int
      integer(c_int), value :: id
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int), intent(out) :: variable
    end function nc_inq_varid

    integer(c_int) function nc_inq_var_chunking(id, variable, storage, lengths) bind(c)
      import :: c_int, c_size_t
      integer(c_int), value :: id, variable
      integer(c_int), intent(out) :: storage
      integer(c_size_t), intent(out) :: lengths(*)
    end function nc_inq_var_chunking

    integer(c_int) function nc_inq_var_deflate(id, variable, shuffle, deflate, level) bind(c)
      import :: c_int
      integer(c_int), value :: id, variable
      integer(c_int), intent(out) :: shuffle, deflate, level
    end function nc_inq_var_deflate

    integer(c_int) function nc_inq_attlen(id, variable, name, length) bind(c)
      import :: c_char, c_int, c_size_t
      integer(c_int), value :: id, variable
      character(kind=c_char), intent(in) :: name(*)
      integer(c_size_t), intent(out) :: length
    end function nc_inq_attlen

    integer(c_int) function nc_get_att_text(id, variable, name, value) bind(c)
      import :: c_char, c_int
      integer(c_int), value :: id, variable
      character(kind=c_char), intent(in) :: name(*)
      character(kind=c_char), intent(out) :: value(*)
    end function nc_get_att_text

    integer(c_int) function nc_get_att_double(id, variable, name, value) bind(c)
      import :: c_char, c_double, c_int
      integer(c_int), value :: id, variable
      character(kind=c_char), intent(in) :: name(*)
      real(c_double), intent(out) :: value(*)
    end function nc_get_att_double

    integer(c_int) function nc_get_vara_float(id, variable, start, lengths, values) bind(c)
      import :: c_float, c_int, c_size_t
      integer(c_int), value :: id, variable
      integer(c_size_t), intent(in) :: start(*), lengths(*)
      real(c_float), intent(out) :: values(*)
    end function nc_get_vara_float

    integer(c_int) function nc_get_vara_double(id, variable, start, lengths, values) bind(c)
      import :: c_double, c_int, c_size_t
      integer(c_int), value :: id, variable
      integer(c_size_t), intent(in) :: start(*), lengths(*)
      real(c_double), intent(out) :: values(*)
    end function nc_get_vara_double
  end interface

contains

  !> False where the program was built without the library (without_netcdf.f90).
  logical function netcdf_available()
    netcdf_available = c_associated(nc_inq_libvers())
  end function netcdf_available
end module netcdf_c
