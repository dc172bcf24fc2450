# Where the flow has an exact solution the report carries error norms for every tracer.
include(${CMAKE_CURRENT_LIST_DIR}/interface.cmake)

run(--hours 3 --tracers 3 --levels 47 --flow solid --output ${WORK})
expect_status(0 "solid")
report(norm error_norms tracers 1 l2)
if(NOT (norm GREATER 0 AND norm LESS 0.05))
  message(SEND_ERROR "l2 of the Gaussian hills after three hours: ${norm}")
endif()
report(name error_norms tracers 1 shape)
expect_match("${name}" "^gaussian_hills$" "shape")
