# Straight-line code of the mechanisms: a program of ours writes it from their tables when building, so that none of a mechanism's
# code is part of the sources. Sets tables; takes what it compiles from sources.
file(GLOB tables CONFIGURE_DEPENDS mechanisms/*.mech)
list(APPEND tables ${CTM_PROXY_TABLES})

# What the generator needs of the program, and the program too.
set(shared ${sources})
list(FILTER shared INCLUDE REGEX
  "^src/(base/.*|chemistry/(mechanism|mechanism_file|sparse_pattern|mechanism_kernel|chemistry_plan)[.]f90)$")
list(REMOVE_ITEM sources ${shared})
add_library(ctm-proxy-mechanisms STATIC ${shared})
target_include_directories(ctm-proxy-mechanisms PUBLIC "${CMAKE_Fortran_MODULE_DIRECTORY}")

add_executable(generate-kernels EXCLUDE_FROM_ALL generate/straight_line.f90 generate/generate_kernels.f90)
target_link_libraries(generate-kernels PRIVATE ctm-proxy-mechanisms)
if(CTM_PROXY_GENERATOR_ONLY)
  return()
endif()

set(generated "${CMAKE_BINARY_DIR}/generated")
set(generator generate-kernels)
if(CTM_PROXY_GENERATED)
  set(generated "${CTM_PROXY_GENERATED}")
elseif(CMAKE_CROSSCOMPILING)
  # With the host's own compiler: nothing is run under emulation to compile. CMake has put the other one into FC.
  set(host "${CMAKE_BINARY_DIR}/host")
  execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=FC --unset=FFLAGS ${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -S ${CMAKE_CURRENT_SOURCE_DIR} -B ${host}
      -DCTM_PROXY_GENERATOR_ONLY=ON -DCTM_PROXY_NETCDF=OFF -DCTM_PROXY_STATIC=OFF OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  add_custom_target(host-generator COMMAND ${CMAKE_COMMAND} --build ${host} --target generate-kernels
    BYPRODUCTS ${host}/generate-kernels)
  set(generator ${host}/generate-kernels)
endif()
list(LENGTH tables count)
set(kernels "")
foreach(number RANGE 1 ${count})
  list(APPEND kernels "${generated}/kernel_${number}.f90")
endforeach()
list(APPEND kernels "${generated}/generated_kernels.f90")
if(NOT CTM_PROXY_GENERATED)
  file(MAKE_DIRECTORY "${generated}")
  add_custom_command(OUTPUT ${kernels} COMMAND ${generator} ${generated} ${tables} DEPENDS ${generator} ${tables} VERBATIM)
endif()
list(TRANSFORM sources REPLACE "^src/chemistry/generated_kernels[.]f90$" "${generated}/generated_kernels.f90")
list(APPEND sources ${kernels})
list(REMOVE_DUPLICATES sources)
