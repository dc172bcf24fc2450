!> Name and version of the program; CMake reads the version from this file.
module version
  implicit none
  private

  character(*), parameter, public :: program_name = "ctm-proxy"
  character(*), parameter, public :: program_version = "0.1.0"
end module version
