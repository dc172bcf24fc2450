!> A netCDF-4 file whose every failure ends the program with the file's name, what was being done and the library's reason:
!> no caller can go on with half a file. Dimensions are in Fortran's order, the fastest first.
module netcdf_file
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_f_pointer, c_int, c_null_char, c_size_t
  use console, only: fail, exit_failure
  use kinds, only: sp, wp
  use netcdf_c
  implicit none
  private
  public :: netcdf_file_type, create_netcdf, open_netcdf, single, double, unlimited

  integer(c_int), parameter :: single = nc_float, double = nc_double
  integer, parameter :: unlimited = 0, longest_text = 1000

  type :: netcdf_file_type
    private
    character(:), allocatable :: path
    integer(c_int) :: id = -1
  contains
    procedure :: dimension => define_dimension
    procedure :: variable => define_variable
    procedure :: compressed_variable
    procedure :: text => put_text
    procedure :: number => put_number
    procedure :: end_definitions
    procedure :: close => close_file
    procedure :: length_of
    procedure :: variable_of
    procedure :: text_of
    procedure :: number_of
    procedure :: is_compressed
    ! Not one generic name: an array of any rank may come, and generic names tell ranks apart.
    procedure :: put_single, put_double, get_single, get_double
    procedure, private :: check
  end type netcdf_file_type

contains

  subroutine create_netcdf(path, file)
    character(*), intent(in) :: path
    type(netcdf_file_type), intent(out) :: file

    file%path = path
    call file%check(nc_create(path//c_null_char, ior(nc_netcdf4, nc_classic_model), file%id), "creating it")
  end subroutine create_netcdf

  subroutine open_netcdf(path, file)
    character(*), intent(in) :: path
    type(netcdf_file_type), intent(out) :: file

    file%path = path
    call file%check(nc_open(path//c_null_char, nc_nowrite, file%id), "opening it")
  end subroutine open_netcdf

  integer function define_dimension(self, name, length) result(id)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer, intent(in) :: length
    integer(c_int) :: found

    call self%check(nc_def_dim(self%id, name//c_null_char, int(length, c_size_t), found), "defining dimension "//name)
    id = found
  end function define_dimension

  !> @param dimensions as define_dimension returned them
  integer function define_variable(self, name, kind, dimensions) result(id)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer(c_int), intent(in) :: kind
    integer, intent(in) :: dimensions(:)
    integer(c_int) :: found, order(size(dimensions))

    order = int(dimensions(size(dimensions):1:-1), c_int)
    call self%check(nc_def_var(self%id, name//c_null_char, kind, size(order, kind=c_int), order, found), &
                    "defining variable "//name)
    id = found
  end function define_variable

  !> With byte shuffling and deflate level 1.
  !> @param chunk lengths of the pieces that are compressed each by itself
  integer function compressed_variable(self, name, kind, dimensions, chunk) result(id)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer(c_int), intent(in) :: kind
    integer, intent(in) :: dimensions(:), chunk(:)

    id = self%variable(name, kind, dimensions)
    call self%check(nc_def_var_chunking(self%id, int(id, c_int), nc_chunked, reversed(chunk)), "chunking "//name)
    call self%check(nc_def_var_deflate(self%id, int(id, c_int), 1_c_int, 1_c_int, 1_c_int), "compressing "//name)
  end function compressed_variable

  !> An attribute, of the file where no variable is given.
  subroutine put_text(self, name, value, variable)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name, value
    integer, intent(in), optional :: variable

    call self%check(nc_put_att_text(self%id, owner(variable), name//c_null_char, len(value, c_size_t), value), &
                    "writing attribute "//name)
  end subroutine put_text

  subroutine put_number(self, name, value, variable)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    real(wp), intent(in) :: value
    integer, intent(in), optional :: variable

    call self%check(nc_put_att_double(self%id, owner(variable), name//c_null_char, nc_double, 1_c_size_t, [value]), &
                    "writing attribute "//name)
  end subroutine put_number

  subroutine end_definitions(self)
    class(netcdf_file_type), intent(in) :: self

    call self%check(nc_enddef(self%id), "ending its definitions")
  end subroutine end_definitions

  subroutine close_file(self)
    class(netcdf_file_type), intent(inout) :: self

    call self%check(nc_close(self%id), "closing it")
    self%id = -1
  end subroutine close_file

  !> @return -1 where the file has no such dimension
  integer function length_of(self, dimension) result(length)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: dimension
    integer(c_int) :: id
    integer(c_size_t) :: found

    length = -1
    if (nc_inq_dimid(self%id, dimension//c_null_char, id) /= nc_noerr) return
    call self%check(nc_inq_dimlen(self%id, id, found), "reading dimension "//dimension)
    length = int(found)
  end function length_of

  integer function variable_of(self, name) result(id)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer(c_int) :: found

    call self%check(nc_inq_varid(self%id, name//c_null_char, found), "looking for variable "//name)
    id = found
  end function variable_of

  !> @return "" where there is no such attribute
  function text_of(self, name, variable) result(value)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer, intent(in), optional :: variable
    character(:), allocatable :: value
    integer(c_size_t) :: length

    value = ""
    if (nc_inq_attlen(self%id, owner(variable), name//c_null_char, length) /= nc_noerr .or. length > longest_text) return
    deallocate (value)
    allocate (character(length) :: value)
    call self%check(nc_get_att_text(self%id, owner(variable), name//c_null_char, value), "reading attribute "//name)
  end function text_of

  real(wp) function number_of(self, name, variable) result(value)
    class(netcdf_file_type), intent(in) :: self
    character(*), intent(in) :: name
    integer, intent(in), optional :: variable
    integer(c_size_t) :: length
    real(c_double) :: found(1)

    call self%check(nc_inq_attlen(self%id, owner(variable), name//c_null_char, length), "looking for attribute "//name)
    if (length /= 1) call fail(exit_failure, "netCDF file '"//self%path//"': attribute "//name//" is not one number")
    call self%check(nc_get_att_double(self%id, owner(variable), name//c_null_char, found), "reading attribute "//name)
    value = found(1)
  end function number_of

  !> Whether a variable has these chunks, byte shuffling and deflate level 1.
  logical function is_compressed(self, variable, chunk)
    class(netcdf_file_type), intent(in) :: self
    integer, intent(in) :: variable, chunk(:)
    integer(c_int) :: storage, shuffle, deflate, level
    integer(c_size_t) :: lengths(size(chunk))

    call self%check(nc_inq_var_chunking(self%id, int(variable, c_int), storage, lengths), "reading chunks")
    call self%check(nc_inq_var_deflate(self%id, int(variable, c_int), shuffle, deflate, level), "reading compression")
    is_compressed = storage == nc_chunked .and. all(lengths == reversed(chunk)) .and. all([shuffle, deflate, level] == 1)
  end function is_compressed

  subroutine put_single(self, variable, start, lengths, values)
    class(netcdf_file_type), intent(in) :: self
    integer, intent(in) :: variable, start(:), lengths(:)
    real(sp), intent(in) :: values(*)

    call self%check(nc_put_vara_float(self%id, int(variable, c_int), reversed(start - 1), reversed(lengths), values), &
                    "writing values")
  end subroutine put_single

  subroutine put_double(self, variable, start, lengths, values)
    class(netcdf_file_type), intent(in) :: self
    integer, intent(in) :: variable, start(:), lengths(:)
    real(wp), intent(in) :: values(*)

    call self%check(nc_put_vara_double(self%id, int(variable, c_int), reversed(start - 1), reversed(lengths), values), &
                    "writing values")
  end subroutine put_double

  subroutine get_single(self, variable, start, lengths, values)
    class(netcdf_file_type), intent(in) :: self
    integer, intent(in) :: variable, start(:), lengths(:)
    real(sp), intent(out) :: values(*)

    call self%check(nc_get_vara_float(self%id, int(variable, c_int), reversed(start - 1), reversed(lengths), values), &
                    "reading values")
  end subroutine get_single

  subroutine get_double(self, variable, start, lengths, values)
    class(netcdf_file_type), intent(in) :: self
    integer, intent(in) :: variable, start(:), lengths(:)
    real(wp), intent(out) :: values(*)

    call self%check(nc_get_vara_double(self%id, int(variable, c_int), reversed(start - 1), reversed(lengths), values), &
                    "reading values")
  end subroutine get_double

  pure integer(c_int) function owner(variable)
    integer, intent(in), optional :: variable

    owner = nc_global
    if (present(variable)) owner = int(variable, c_int)
  end function owner

  pure function reversed(lengths)
    integer, intent(in) :: lengths(:)
    integer(c_size_t) :: reversed(size(lengths))

    reversed = int(lengths(size(lengths):1:-1), c_size_t)
  end function reversed

  subroutine check(self, status, doing)
    class(netcdf_file_type), intent(in) :: self
    integer(c_int), intent(in) :: status
    character(*), intent(in) :: doing
    character(kind=c_char), pointer :: reason(:)
    character(:), allocatable :: text
    integer :: i

    if (status == nc_noerr) return
    call c_f_pointer(nc_strerror(status), reason, [longest_text])
    text = ""
    do i = 1, longest_text
      if (reason(i) == c_null_char) exit
      text = text//reason(i)
    end do
    call fail(exit_failure, "netCDF file '"//self%path//"': "//doing//": "//text)
  end subroutine check
end module netcdf_file
