import { expect, test } from "vitest";
import { diagnoseModel } from "../../../../../runner/geos-chem/log/diagnose-model.ts";
import { readDryRun } from "../../../../../runner/geos-chem/input/dry-run-log.ts";
import { broughtRestart, locateMissing } from "../../../../../runner/geos-chem/input/missing-files.ts";
import { createModelLog, stepDate } from "../../../../../runner/geos-chem/log/model-log.ts";
import { createProgress } from "../../../../../runner/geos-chem/log/progress.ts";
import { downloadData } from "../support/texts.ts";

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

test("a dry run's files: found, required, optional, each once", () => {
  const lines = [
    "!!! Start Date       : 20190101 000000",
    "HISTORY (INIT): Opening ./HISTORY.rc",
    "READ_DRYDEP_INPUTS: Opening /data/ExtData/CHEM_INPUTS/Drydep.nc",
    "HEMCO: Opening /data/ExtData/HEMCO/a.nc",
    "HEMCO: Opening /data/ExtData/HEMCO/a.nc   ",
    "     - Found all CN     met fields for 2011/01/01 00:00",
    "HEMCO: OPTIONAL FILE NOT FOUND ./HEMCO_restart.200107010000.nc",
    "HEMCO: REQUIRED FILE NOT FOUND ./GEOSChem.Restart.20010701_0000z.nc4",
    "UCX (SFCMR_READ): REQUIRED FILE NOT FOUND /data/ExtData/with blank/b.nc",
    "HEMCO: OPTIONAL FILE NOT FOUND /data/ExtData/with blank/b.nc",
  ];
  expect(readDryRun(lines)).toEqual({
    found: ["./HISTORY.rc", "/data/ExtData/CHEM_INPUTS/Drydep.nc", "/data/ExtData/HEMCO/a.nc"],
    required: ["./GEOSChem.Restart.20010701_0000z.nc4", "/data/ExtData/with blank/b.nc"],
    optional: ["./HEMCO_restart.200107010000.nc"],
  });
});

test("where missing files are to be had", () => {
  const restart = broughtRestart(downloadData, "TransportTracers");
  expect(restart).toEqual({
    key: "GEOSCHEM_RESTARTS/GC_14.2.0/GEOSChem.Restart.TransportTracers.20190101_0000z.nc4",
    name: "GEOSChem.Restart.20190101_0000z.nc4",
  });
  expect(broughtRestart(downloadData, "Hg")).toBeUndefined();
  expect(broughtRestart("", "fullchem")).toBeUndefined();
  const paths = [
    "/data/ExtData/HEMCO/a.nc",
    "/data/ExtData/HEMCO/GMI/v2015-02/gmi.clim.IPMN.geos5.2x25.nc",
    "./Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    "./Restarts/GEOSChem.Restart.20190301_0000z.nc4",
    "/elsewhere/b.nc",
    "/data/ExtData2/c.nc",
  ];
  const place = { data: "/data/ExtData", runDirectory: "/run", restart };
  const exact = locateMissing(paths, { ...place, closest: false });
  expect(exact.files).toEqual([
    { path: "/data/ExtData/HEMCO/a.nc", key: "HEMCO/a.nc" },
    { path: paths[1], key: "HEMCO/GMI/v2015-02/gmi.clim.PMN.geos5.2x25.nc" },
    { path: "/run/Restarts/GEOSChem.Restart.20190101_0000z.nc4", key: restart?.key },
  ]);
  expect(exact.unknown).toEqual([paths[3], "/elsewhere/b.nc", "/data/ExtData2/c.nc"]);
  expect(locateMissing([paths[3] ?? ""], { ...place, closest: true }).files[0]?.path).toBe(
    "/run/Restarts/GEOSChem.Restart.20190101_0000z.nc4",
  );
});

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
    steps: 3,
    stepMs: 600_000,
    first: { seconds: 6 },
    last: { seconds: 8, date: new Date("2019-01-01T00:20Z") },
    hasEndBanner: true,
    notANumber: 0,
    errors: [],
  });
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

test.each([
  [
    [
      "HEMCO ERROR: Cannot find file for current simulation time:",
      "./Restarts/GEOSChem.Restart.20190101_0000z.nc4 - Cannot get field SPC_ACET.",
    ],
    /SPC_ACET.*restart file is missing/,
  ],
  [
    ["HEMCO ERROR: Cannot find field with valid time stamp in /x.I3.4x5.nc4 - Cannot get field PS_NEXTDAY."],
    /day after the last/,
  ],
  [
    [
      "HEMCO ERROR: Cannot find file for current simulation time: /ExtData/HEMCO/1712/a.nc - Cannot get field X.",
    ],
    /an input file is missing/,
  ],
  [
    ["GEOS-CHEM ERROR:  Excessive fall velocity?", "STOP at  CALC_FALLVEL, UCX_mod"],
    /CALC_FALLVEL.*not physical/,
  ],
  [["### INTEGRATE FAILED TWICE ###"], /did not converge, twice/],
  [["CLOUDJ_ERROR_STOP: no file"], /photolysis/],
  [
    ["GEOS-Chem ERROR: No diagnostic output will be created for collection:", '"SpeciesConc"!'],
    /less frequent than the run/,
  ],
  [["ordinary line"], /^$/],
  [["### INTEGRATE RETURNED ERROR AT: 40 68 1"], /^$/],
])("what %j means", (lines, meaning) => {
  expect(diagnoseModel(readLog(lines).errors)).toMatch(meaning);
});

test("an endless stream of errors is kept short", () => {
  expect(readLog(Array.from({ length: 1000 }, () => "HEMCO ERROR: again")).errors.length).toBeLessThanOrEqual(
    30,
  );
});

test("progress is said once a minute, with what is left", () => {
  let seconds = 0;
  const said: string[] = [];
  const plan = { start: new Date("2019-01-01T00:00Z"), end: new Date("2019-01-02T00:00Z") };
  const onLine = createProgress(
    plan,
    (message) => said.push(message),
    () => seconds,
  );
  for (let hour = 0; hour < 24; hour++) {
    // Initialisation took 100 s, every hour takes 10.
    seconds = 100 + hour * 10;
    onLine(`---> DATE: 2019/01/01  UTC: ${String(hour).padStart(2, "0")}:00`);
    onLine("anything else");
  }
  expect(said).toEqual([
    "simulated until 2019-01-01T00:00Z, 0 %",
    "simulated until 2019-01-01T06:00Z, 25 %, about 3 min 0 s more",
    "simulated until 2019-01-01T12:00Z, 50 %, about 2 min 0 s more",
    "simulated until 2019-01-01T18:00Z, 75 %, about 1 min 0 s more",
  ]);
});
