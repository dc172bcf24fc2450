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
expect_same(checksum 1 2 3)
