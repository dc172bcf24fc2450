!> Stands in for the netCDF library where the program is built without it (CTM_PROXY_NETCDF=OFF), so that it links. The
!> options that would come here are refused (run_options); should one come all the same, it fails.
module without_netcdf
  use, intrinsic :: iso_c_binding, only: c_int, c_null_ptr, c_ptr
  implicit none
  private

  integer(c_int), parameter :: failed = -1

contains

  integer(c_int) function nc_create() bind(c)
    nc_create = failed
  end function nc_create

  integer(c_int) function nc_open() bind(c)
    nc_open = failed
  end function nc_open

  integer(c_int) function nc_enddef() bind(c)
    nc_enddef = failed
  end function nc_enddef

  integer(c_int) function nc_close() bind(c)
    nc_close = failed
  end function nc_close

  integer(c_int) function nc_def_dim() bind(c)
    nc_def_dim = failed
  end function nc_def_dim

  integer(c_int) function nc_def_var() bind(c)
    nc_def_var = failed
  end function nc_def_var

  integer(c_int) function nc_def_var_chunking() bind(c)
    nc_def_var_chunking = failed
  end function nc_def_var_chunking

  integer(c_int) function nc_def_var_deflate() bind(c)
    nc_def_var_deflate = failed
  end function nc_def_var_deflate

  integer(c_int) function nc_put_att_text() bind(c)
    nc_put_att_text = failed
  end function nc_put_att_text

  integer(c_int) function nc_put_att_double() bind(c)
    nc_put_att_double = failed
  end function nc_put_att_double

  integer(c_int) function nc_put_vara_float() bind(c)
    nc_put_vara_float = failed
  end function nc_put_vara_float

  integer(c_int) function nc_put_vara_double() bind(c)
    nc_put_vara_double = failed
  end function nc_put_vara_double

  integer(c_int) function nc_inq_dimid() bind(c)
    nc_inq_dimid = failed
  end function nc_inq_dimid

  integer(c_int) function nc_inq_dimlen() bind(c)
    nc_inq_dimlen = failed
  end function nc_inq_dimlen

  integer(c_int) function nc_inq_varid() bind(c)
    nc_inq_varid = failed
  end function nc_inq_varid

  integer(c_int) function nc_inq_var_chunking() bind(c)
    nc_inq_var_chunking = failed
  end function nc_inq_var_chunking

  integer(c_int) function nc_inq_var_deflate() bind(c)
    nc_inq_var_deflate = failed
  end function nc_inq_var_deflate

  integer(c_int) function nc_inq_attlen() bind(c)
    nc_inq_attlen = failed
  end function nc_inq_attlen

  integer(c_int) function nc_get_att_text() bind(c)
    nc_get_att_text = failed
  end function nc_get_att_text

  integer(c_int) function nc_get_att_double() bind(c)
    nc_get_att_double = failed
  end function nc_get_att_double

  integer(c_int) function nc_get_vara_float() bind(c)
    nc_get_vara_float = failed
  end function nc_get_vara_float

  integer(c_int) function nc_get_vara_double() bind(c)
    nc_get_vara_double = failed
  end function nc_get_vara_double

  type(c_ptr) function nc_inq_libvers() bind(c)
    nc_inq_libvers = c_null_ptr
  end function nc_inq_libvers

  type(c_ptr) function nc_strerror() bind(c)
    nc_strerror = c_null_ptr
  end function nc_strerror
end module without_netcdf
