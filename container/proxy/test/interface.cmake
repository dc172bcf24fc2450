# Helpers of the interface tests. RUN is the command, WORK a scratch directory.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

# run(ARGS ...): run the program; sets STATUS, OUT, ERR.
macro(run)
  execute_process(COMMAND ${RUN} ${ARGN} RESULT_VARIABLE STATUS OUTPUT_VARIABLE OUT ERROR_VARIABLE ERR)
endmacro()

function(expect_status wanted what)
  if(NOT STATUS STREQUAL "${wanted}")
    message(SEND_ERROR "${what}: expected status ${wanted}, got '${STATUS}'\n${OUT}\n${ERR}")
  endif()
endfunction()

function(expect_match text pattern what)
  if(NOT "${text}" MATCHES "${pattern}")
    message(SEND_ERROR "${what}: expected /${pattern}/ in:\n${text}")
  endif()
endfunction()

# report(<variable> <member> ...): a member of report.json in WORK.
function(report variable)
  file(READ ${WORK}/report.json json)
  string(JSON value GET "${json}" ${ARGN})
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

# expect_same(<member> <threads> ...): a member kept as <member>_<threads> for each number of threads is the same for all.
function(expect_same member first)
  foreach(threads ${ARGN})
    if(NOT ${member}_${first} STREQUAL ${member}_${threads})
      message(SEND_ERROR "${member} differs: ${${member}_${first}} with ${first} threads, ${${member}_${threads}} with ${threads}")
    endif()
  endforeach()
endfunction()

# planted(<fault> <fires> <silent> ARGS ...): a run with the fault fails by one check, and not by the other.
macro(planted fault fires silent)
  set(ENV{CTM_PROXY_FAULT} ${fault})
  run(${ARGN})
  unset(ENV{CTM_PROXY_FAULT})
  expect_status(3 ${fault})
  check_passed(value ${fires})
  expect_match("${value}" "^OFF$" "${fault}: ${fires}")
  check_passed(value ${silent})
  expect_match("${value}" "^ON$" "${fault}: ${silent}")
endmacro()

# check_passed(<variable> <name>): whether the named verification check passed.
function(check_passed variable name)
  file(READ ${WORK}/report.json json)
  string(JSON count LENGTH "${json}" verification checks)
  math(EXPR last "${count} - 1")
  foreach(c RANGE ${last})
    string(JSON found GET "${json}" verification checks ${c} name)
    if(found STREQUAL name)
      string(JSON value GET "${json}" verification checks ${c} passed)
      set(${variable} "${value}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()
