# A program built without netCDF says so, and does the rest.
include(${CMAKE_CURRENT_LIST_DIR}/interface.cmake)

foreach(wish "--simulation;io" "--restart-in;${WORK}/restart.nc4" "--restart-out;${WORK}/restart.nc4")
  run(--hours 1 --output ${WORK} ${wish})
  expect_status(1 "${wish}")
  expect_match("${ERR}" "^ctm-proxy: error: this program was built without netCDF [^\n]*\n$" "${wish}")
endforeach()
run(--hours 1 --tracers 1 --levels 47 --output ${WORK})
expect_status(0 "transport")
run(--simulation fullchem --mechanism rober --tracers 10 --hours 1 --spin-up 0 --levels 47 --output ${WORK})
expect_status(0 "fullchem")
expect_match("${OUT}" "\nEmissions                  : none, since this program was built without netCDF\n" "fullchem")
