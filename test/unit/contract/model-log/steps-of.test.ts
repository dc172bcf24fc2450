import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createModelLog } from "../../../../contract/model-log/model-log.ts";
import { stepsOf } from "../../../../contract/model-log/steps-of.ts";

const start = Date.parse("2019-07-01T00:00Z");
const dateLine = (at: number) => {
  const [day = "", time = ""] = new Date(at).toISOString().split("T");
  return `---> DATE: ${day.replaceAll("-", "/")}  UTC: ${time.slice(0, 5)}`;
};

/** A log of `steps` steps of `minutes`; each takes a second, writing the last files takes 40. */
function read(steps: number, minutes: number, { printsEnd }: { printsEnd: boolean }) {
  let seconds = 100;
  const { log, onLine } = createModelLog(() => seconds);
  for (let step = 0; step < steps; step++) {
    onLine(dateLine(start + step * minutes * 60_000));
    onLine("     - LINOZ_CHEM3: Doing LINOZ");
    seconds++;
  }
  const end = start + steps * minutes * 60_000;
  onLine("     - Creating file for Restart; reference = 20190801 000000");
  seconds += 40;
  if (printsEnd) onLine(dateLine(end));
  return stepsOf(log, new Date(end));
}

test("a month of ten-minute steps has 4464, whether or not the end date has a line of its own", () => {
  for (const printsEnd of [true, false]) {
    expect(read(4464, 10, { printsEnd })).toEqual({
      count: 4464,
      last: new Date("2019-07-31T23:50Z"),
      // Writing the last files is no stepping.
      mainLoop: { wallSeconds: 4463, simulatedDays: 4463 / 144 },
    });
  }
});

test("any run is read alike with the line of its end date and without", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.constantFrom(5, 10, 20, 60), (steps, minutes) => {
      const withEnd = read(steps, minutes, { printsEnd: true });
      expect(withEnd).toEqual(read(steps, minutes, { printsEnd: false }));
      expect(withEnd.count).toBe(steps);
      // One step alone has no time between its line and the next step's.
      expect(withEnd.mainLoop === undefined).toBe(steps === 1);
    }),
  );
});

test("a log without steps, or with its end alone, has no main loop", () => {
  const { log, onLine } = createModelLog(() => 0);
  expect(stepsOf(log, new Date(start))).toEqual({ count: 0, last: undefined, mainLoop: undefined });
  onLine(dateLine(start));
  expect(stepsOf(log, new Date(start))).toEqual({ count: 0, last: undefined, mainLoop: undefined });
});

test("a log's header says what the model believes it runs", () => {
  const { log, onLine } = createModelLog(() => 0);
  for (const line of [
    "===> GEOS-Chem version         : 14.3.0",
    "Simulation name             : Hg",
    "Start time of run           : 20201201 000000",
    "End time of run             : 20210701 000000",
    "Meteorology field           : MERRA2",
    "Turn on GEOS-Chem timers    :     F",
    "Grid resolution             : 0.5x0.625",
    "X grid dimension            :   161",
    "Y grid dimension            :   105",
    "Z grid dimension            :    47",
    "Is this a nested-grid sim?  :     T",
    "---> DATE: 2020/12/01  UTC: 00:00",
    "Grid resolution             : 4.0x5.0",
  ]) {
    onLine(line);
  }
  expect(log).toMatchObject({
    simulation: "Hg",
    resolution: "0.5x0.625",
    metField: "MERRA2",
    nlon: 161,
    nlat: 105,
    levels: 47,
    nested: true,
    timersOn: false,
    start: new Date("2020-12-01T00:00Z"),
    end: new Date("2021-07-01T00:00Z"),
  });
});
