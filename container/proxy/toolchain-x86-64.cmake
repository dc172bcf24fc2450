# Cross-compile for x86_64 Linux with Debian's compilers (package gfortran-x86-64-linux-gnu).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_Fortran_COMPILER x86_64-linux-gnu-gfortran)

# Tests run under user-mode emulation where it is installed.
find_program(qemu NAMES qemu-x86_64-static qemu-x86_64)
if(qemu AND NOT CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL CMAKE_SYSTEM_PROCESSOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${qemu}")
endif()
