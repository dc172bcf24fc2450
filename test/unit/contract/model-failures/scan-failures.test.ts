import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainFailure } from "../../../../contract/model-failures/explain-failure.ts";
import { knownFailures } from "../../../../contract/model-failures/known-failures.ts";
import { createFailureScan } from "../../../../contract/model-failures/scan-failures.ts";
import { failedLogs, goodLogs } from "./support/logs.ts";

function scan(lines: readonly string[]) {
  const { onLine, result } = createFailureScan();
  for (const line of lines) onLine(line);
  return result();
}

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
  expect(explainFailure(scan(lines))).toMatch(meaning);
});

test("an endless stream of errors is kept short: the first, and the last", () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `HEMCO ERROR: number ${index}`);
  const { firstErrors, lastErrors } = scan(lines);
  expect(firstErrors.length + lastErrors.length).toBeLessThanOrEqual(30);
  expect(firstErrors[0]).toBe("HEMCO ERROR: number 0");
  expect(lastErrors.at(-1)).toBe("HEMCO ERROR: number 999");
  const text = explainFailure(scan(lines));
  expect(text).toMatch(/number 0 \| .* \| … \| .*number 998 \| HEMCO ERROR: number 999\.$/);
});

test("the same error over and over is said once", () => {
  expect(scan(Array.from({ length: 50 }, () => "HEMCO ERROR: again")).firstErrors).toEqual([
    "HEMCO ERROR: again",
  ]);
});

describe("logs in the forms that public threads and run directories show", () => {
  test.each(failedLogs)("$name", ({ lines, cause, file }) => {
    const { found } = scan(lines);
    expect(found[0]?.failure.id).toBe(cause);
    expect(found[0]?.file).toBe(file);
  });

  test.each(goodLogs)("$name shows no failure", ({ lines }) => {
    expect(scan(lines).found.map(({ failure }) => failure.id)).toEqual([]);
    expect(explainFailure(scan(lines))).toBe("");
  });

  test("every failure of the library is the cause in one of them", () => {
    expect(new Set(failedLogs.map(({ cause }) => cause))).toEqual(new Set(knownFailures.map(({ id }) => id)));
  });
});

test("warnings of the solver do not hide the error that ended the run", () => {
  const warnings = Array.from({ length: 40 }, (_, cell) => [
    " Forced exit from Rosenbrock due to the following error:",
    " --> Step size too small: T + 10*H = T or H < Roundoff",
    ` ### INTEGRATE RETURNED ERROR AT:  ${cell}  46  1`,
  ]).flat();
  const found = scan([
    ...warnings,
    "HEMCO ERROR: Cannot find file for current simulation time:",
    "/x/a.nc - Cannot get field X.",
  ]);
  expect(found.solverRetries).toBe(40);
  expect(found.firstErrors).toEqual([
    "HEMCO ERROR: Cannot find file for current simulation time:",
    "/x/a.nc - Cannot get field X.",
  ]);
  expect(found.found.map(({ failure }) => failure.id)).toEqual(["input-missing"]);
});

test("what the reader has seen is not repeated", () => {
  const lines = ["Fortran runtime error: End of file", "HEMCO ERROR: other"];
  expect(explainFailure(scan(lines), ["Fortran runtime error: End of file"])).toMatch(
    /^The model says: HEMCO ERROR: other\. /,
  );
});

test("ids are unique, and every failure says what to do and where that comes from", () => {
  expect(new Set(knownFailures.map(({ id }) => id)).size).toBe(knownFailures.length);
  for (const { meaning, remedy, sources } of knownFailures) {
    expect(meaning).not.toMatch(/\.$/);
    expect(remedy).not.toMatch(/\.$/);
    expect(sources.length).toBeGreaterThan(0);
  }
});

test("the page on GEOS-Chem Classic lists every failure", () => {
  const page = readFileSync(new URL("../../../../docs/geos-chem-failures.md", import.meta.url), "utf8");
  for (const { id, sources } of knownFailures) {
    expect(page).toContain(`\`${id}\``);
    for (const source of sources) expect(page, id).toContain(source);
  }
});

test("no text makes the scan throw", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (lines) => {
      expect(typeof explainFailure(scan(lines))).toBe("string");
    }),
  );
});
