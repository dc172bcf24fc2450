# The result does not depend on the number of threads, to the last bit.
include(${CMAKE_CURRENT_LIST_DIR}/interface.cmake)

foreach(threads 1 2 3)
  set(ENV{OMP_NUM_THREADS} ${threads})
  run(--hours 1 --tracers 4 --levels 47 --output ${WORK})
  expect_status(0 "${threads} threads")
  report(recorded threads)
  expect_match("${recorded}" "^${threads}$" "recorded threads")
  report(checksum_${threads} checksum)
endforeach()
if(NOT (checksum_1 STREQUAL checksum_2 AND checksum_1 STREQUAL checksum_3))
  message(SEND_ERROR "checksums differ: ${checksum_1} ${checksum_2} ${checksum_3}")
endif()
