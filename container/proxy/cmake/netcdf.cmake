# Sets netcdf_libraries, what to link, and static_possible. Found out by linking: an archive of another distribution may
# lack what it needs in turn, and a library found beside a cross-compiler may be the host's.
include(CheckSourceCompiles)

set(netcdf_libraries "")
set(static_possible OFF)
set(source "
program asks
  use, intrinsic :: iso_c_binding, only: c_ptr
  interface
    type(c_ptr) function nc_inq_libvers() bind(c)
      import :: c_ptr
    end function
  end interface
  type(c_ptr) :: text
  text = nc_inq_libvers()
end program
")

if(NOT CTM_PROXY_NETCDF)
  if(NOT APPLE)
    set(static_possible ON)
  endif()
  return()
endif()

# A static one that holds all it needs: container/netcdf/build.sh makes it.
find_library(CTM_PROXY_NETCDF_ARCHIVE NAMES libnetcdf.a DOC "A netCDF to link statically")
if(CTM_PROXY_NETCDF_ARCHIVE AND NOT (DEFINED CTM_PROXY_STATIC AND NOT CTM_PROXY_STATIC))
  set(CMAKE_REQUIRED_LIBRARIES ${CTM_PROXY_NETCDF_ARCHIVE} m)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static)
  check_source_compiles(Fortran "${source}" CTM_PROXY_NETCDF_LINKS_STATICALLY)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  if(CTM_PROXY_NETCDF_LINKS_STATICALLY)
    set(netcdf_libraries ${CMAKE_REQUIRED_LIBRARIES})
    set(static_possible ON)
    return()
  endif()
endif()

find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(netcdf QUIET netcdf)
endif()
find_library(CTM_PROXY_NETCDF_LIBRARY NAMES netcdf HINTS ${netcdf_LIBRARY_DIRS} DOC "A netCDF to link dynamically")
if(CTM_PROXY_NETCDF_LIBRARY)
  set(CMAKE_REQUIRED_LIBRARIES ${CTM_PROXY_NETCDF_LIBRARY})
  check_source_compiles(Fortran "${source}" CTM_PROXY_NETCDF_LINKS)
endif()
if(NOT CTM_PROXY_NETCDF_LINKS OR CTM_PROXY_STATIC)
  message(FATAL_ERROR "No netCDF for ${CMAKE_SYSTEM_NAME} ${CMAKE_SYSTEM_PROCESSOR} that can be linked"
    " (static: '${CTM_PROXY_NETCDF_ARCHIVE}', dynamic: '${CTM_PROXY_NETCDF_LIBRARY}').\n"
    "Install it (Debian: libnetcdf-dev, Fedora: netcdf-devel, Homebrew: netcdf; with these, CTM_PROXY_STATIC has to be OFF "
    "or left out), name another with -DCMAKE_PREFIX_PATH=..., or build without: -DCTM_PROXY_NETCDF=OFF "
    "(then there is no --simulation io and there are no restarts). container/netcdf/ builds one for a static program.")
endif()
set(netcdf_libraries ${CMAKE_REQUIRED_LIBRARIES})
message(STATUS "Linking dynamically: the netCDF here is ${CTM_PROXY_NETCDF_LIBRARY}")
