import { expect, test } from "vitest";
import { createModelLog, stepDate } from "../../../../contract/model-log/model-log.ts";

/** Reads a log; a second passes with every line. */
function readLog(lines: string[]) {
  let seconds = 0;
  const { log, onLine } = createModelLog(() => seconds);
  for (const line of lines) {
    onLine(line);
    seconds++;
  }
  return log;
}

test.each([
  ["---> DATE: 2009/02/01  UTC: 00:00  X-HRS:      0.000000", "2009-02-01T00:00:00.000Z"],
  ["---> DATE: 2009/02/01  UTC: 23:50", "2009-02-01T23:50:00.000Z"],
  ["---> DATE: 2009/02/01  UTC: 00:00  X-HRS: *************", "2009-02-01T00:00:00.000Z"],
  ["---> DATE: 2009/13/01  UTC: 00:00", undefined],
  [" ---> DATE: 2009/02/01", undefined],
])("the time step of %j", (line, date) => {
  expect(stepDate(line)?.toISOString()).toBe(date);
});

test("a log's header, steps and end", () => {
  const log = readLog([
    "===> GEOS-Chem version         : 14.4.0",
    "===> Compiler                  : GNU Fortran compiler (aka gfortran)",
    "===> Parallelization w/ OpenMP : OFF",
    "===> SIMULATION START TIME: 2024/06/13 01:23 <===",
    "Simulation name             : TransportTracers",
    "Grid resolution             : 4.0x5.0",
    "---> DATE: 2019/01/01  UTC: 00:00  X-HRS:      0.000000",
    "---> DATE: 2019/01/01  UTC: 00:10  X-HRS:      0.166667",
    "---> DATE: 2019/01/01  UTC: 00:20  X-HRS:      0.333333",
    "**************   E N D   O F   G E O S -- C H E M   **************",
  ]);
  expect(log).toMatchObject({
    version: "14.4.0",
    compiler: "GNU Fortran compiler (aka gfortran)",
    openMp: false,
    simulation: "TransportTracers",
    resolution: "4.0x5.0",
    dates: 3,
    stepMs: 600_000,
    first: { seconds: 6 },
    last: { seconds: 8, date: new Date("2019-01-01T00:20Z") },
    hasEndBanner: true,
    notANumber: 0,
  });
  expect(log.failures()).toMatchObject({ found: [], firstErrors: [], lastErrors: [], solverRetries: 0 });
});

test.each([
  ["Species   1: Min =          NaN  Max = 1.0", 1],
  ["O3 = -Infinity", 1],
  ["sum: NaN", 1],
  ["Checking for NaNs", 0],
  ["BANANA NaNometer", 0],
])("no number in %j: %i", (line, count) => {
  expect(readLog([line]).notANumber).toBe(count);
});
