import { expect, test } from "vitest";
import { createInputDays } from "../../../../../runner/geos-chem/log/input-days.ts";

/** Lines with the seconds at which they come. */
function readDays(lines: readonly (readonly [at: number, line: string])[]) {
  let now = 0;
  const { onLine, result } = createInputDays(new Date("2010-07-01T00:00Z"), () => now);
  for (const [at, line] of lines) {
    now = at;
    onLine(line);
  }
  return result();
}

const open = (name: string) => `HEMCO: Opening /data/ExtData/${name}`;
const step = (day: number, time: string) => `---> DATE: 2010/07/0${day}  UTC: ${time}  X-HRS:      1.000000`;
const met = "     - Found all A1     met fields for 2010/07/01 01:30";

test("HEMCO's reading of the first day and of later ones, and before the first step", () => {
  const days = readDays([
    [0, "GEOS-CHEM STARTS"],
    [10, open("HEMCO/CEDS/a.nc")],
    [40, open("HEMCO/CEDS/b.nc")],
    [50, met],
    [60, step(1, "00:00")],
    [61, " HEMCO already called for this timestep. Returning."],
    [70, step(1, "12:00")],
    [70, open("MERRA2.20100701.A1.nc4")],
    [76, met],
    [90, step(2, "00:00")],
    [91, open("MERRA2.20100702.A1.nc4")],
    [93, met],
    [100, step(2, "12:00")],
    [110, step(3, "00:00")],
  ]);
  expect(days).toEqual({
    value: {
      before_first_step: { hemco_reading_s: 40, hemco_files: 2 },
      days: [
        { wall_s: 30, hemco_reading_s: 6, hemco_files: 1 },
        { wall_s: 20, hemco_reading_s: 2, hemco_files: 1 },
      ],
    },
  });
});

test("the step's own work is never counted as reading: without a line between, it ends with the last file", () => {
  const days = readDays([
    [0, step(1, "00:00")],
    [1, open("a.nc")],
    [4, open("b.nc")],
    [50, step(1, "00:10")],
  ]);
  expect(days.value?.days).toEqual([{ wall_s: 50, hemco_reading_s: 3, hemco_files: 2 }]);
});

test.each([
  ["does not say which files", [step(1, "00:00"), step(1, "00:10")]],
  ["did not come to its second time step", [open("a.nc"), met]],
  ["did not come to its second time step", [open("a.nc"), step(1, "00:00")]],
])("null where the log %s", (reason, lines) => {
  expect(readDays(lines.map((line, at) => [at, line] as const))).toMatchObject({
    value: null,
    reason: expect.stringContaining(reason),
  });
});
