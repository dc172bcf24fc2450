# Simulation io: what it reports, that nothing is left behind unless wished, and that planted defects are found.
include(${CMAKE_CURRENT_LIST_DIR}/interface.cmake)

set(run --simulation io --resolution 10x15 --hours 7 --tracers 2 --levels 47 --output ${WORK})
run(${run})
expect_status(0 "run")
foreach(timer Input Output)
  expect_match("${OUT}" "\n  ${timer} +:  00-00:00:" ${timer})
endforeach()
foreach(check input_mismatch history_mismatch history_description restart_mismatch)
  check_passed(value ${check})
  expect_match("${value}" "^ON$" ${check})
endforeach()
math(EXPR cells "24 * 19 * 47")
math(EXPR input "3 * 4 * 24 * 19 * (18 * 72 + 5 * 73)") # three times of day, 23 fields
math(EXPR output "2 * ${cells} * (7 * 4 + 8)")           # seven records, one restart
foreach(pair "input_bytes;${input}" "output_bytes;${output}")
  list(GET pair 0 member)
  list(GET pair 1 wanted)
  report(value io ${member})
  expect_match("${value}" "^${wanted}$" ${member})
endforeach()
foreach(kind input output)
  report(raw io ${kind}_bytes)
  report(stored io ${kind}_file_bytes)
  if(NOT (stored GREATER 0 AND stored LESS raw))
    message(SEND_ERROR "${kind}: ${stored} of ${raw} bytes stored")
  endif()
endforeach()
file(GLOB left RELATIVE ${WORK} ${WORK}/*)
expect_match("${left}" "^report.json;timers.json$" "what is left")

planted(mass history_mismatch input_mismatch --simulation io --resolution 10x15 --hours 1 --tracers 1 --levels 47 --output ${WORK})
planted(bounds restart_mismatch history_mismatch --simulation io --resolution 10x15 --hours 1 --tracers 1 --levels 47 --output ${WORK})

# Too little space is found before computing. No real disk has room for the raw records of ten years of 300 tracers.
run(--simulation io --hours 87840 --tracers 300 --resolution 2x2.5 --keep-files --output ${WORK})
expect_status(1 "no space")
expect_match("${ERR}" "may need [0-9]+ MiB in '[^\n]*', and [0-9]+ MiB are free" "no space")
