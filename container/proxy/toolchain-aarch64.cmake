# Cross-compile for aarch64 Linux with Debian's compilers (package gfortran-aarch64-linux-gnu).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_Fortran_COMPILER aarch64-linux-gnu-gfortran)

# Tests run under user-mode emulation where it is installed.
find_program(qemu NAMES qemu-aarch64-static qemu-aarch64)
if(qemu AND NOT CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL CMAKE_SYSTEM_PROCESSOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${qemu}")
endif()
