!> The kernels that were generated for this build: here none. CMake generates a module of this name from the mechanisms' tables
!> and compiles it in the place of this file, which serves a compilation without CMake.
module generated_kernels
  use kinds, only: i8
  use mechanism_kernel, only: kernel_type
  implicit none
  private
  public :: find_kernel

contains

  !> @param fingerprint of the plan that the kernel must have been generated from
  !> @return not associated where there is none
  type(kernel_type) function find_kernel(fingerprint) result(kernel)
    integer(i8), intent(in) :: fingerprint

    kernel = kernel_type()
    if (fingerprint == 0) return
  end function find_kernel
end module generated_kernels
