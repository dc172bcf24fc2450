import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Evidence,
  modelContradictions,
  notVerified,
  verifyModelRun,
} from "../../../../runner/geos-chem/judge-model-run.ts";
import { timerError } from "../../../../contract/model-log/timer-error.ts";
import { createModelLog } from "../../../../contract/model-log/model-log.ts";
import type { SimulationPlan } from "../../../../runner/geos-chem/simulation-plan.ts";

const plan: SimulationPlan = {
  name: "TransportTracers",
  metField: "MERRA2",
  resolution: "4.0x5.0",
  levels: 72,
  nested: false,
  start: new Date("2019-01-01T00:00Z"),
  end: new Date("2019-01-01T01:00Z"),
};

function logOf(...minutes: number[]) {
  const { log, onLine } = createModelLog(() => 0);
  for (const minute of minutes) onLine(`---> DATE: 2019/01/01  UTC: 00:${String(minute).padStart(2, "0")}`);
  onLine("**************   E N D   O F   G E O S -- C H E M   **************");
  return log;
}

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  log: logOf(0, 10, 20, 30, 40, 50),
  timers: { from: "log", timers: [{ name: "GEOS-Chem", seconds: 10 }] },
  wallSeconds: 10,
  missingRestart: [],
  missingOutput: [],
  ...more,
});

const failed = (given: Evidence) =>
  verifyModelRun(plan, given)
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);

test("a good run passes every check", () => {
  expect(verifyModelRun(plan, evidence())).toMatchObject({ passed: true });
});

test.each([
  [logOf(0, 10, 20, 30, 40), ["simulated time after the last step"]],
  [logOf(0, 10, 20, 30, 40, 50), []],
  [logOf(0), []],
  [logOf(), ["simulated time after the last step"]],
])("the log must reach the end, but for one step (%#)", (log, names) => {
  expect(failed(evidence({ log }))).toEqual(names);
});

test("timers fail exactly beyond their granularity", () => {
  const seconds = fc.integer({ min: 0, max: 4000 }).map((quarters) => quarters / 4);
  fc.assert(
    fc.property(seconds, fc.array(seconds, { maxLength: 6 }), seconds, (total, parts, wallSeconds) => {
      const timers = [
        { name: "GEOS-Chem", seconds: total },
        ...parts.map((part, index) => ({ name: `Part ${index}`, seconds: part })),
        // Parts of parts, and what overlaps with others, do not count.
        { name: "=> Photolysis", seconds: 1e6 },
        { name: "Unit conversions", seconds: 1e6 },
        { name: "Transport", seconds: null },
      ];
      const names = failed(evidence({ timers: { from: "log", timers }, wallSeconds }));
      const sum = parts.reduce((all, part) => all + part, 0);
      expect(names.includes("timers' sum beyond their total")).toBe(sum > total + 0.25 * (parts.length + 1));
      expect(names.includes("timers' total beyond the process")).toBe(total > wallSeconds + 0.25);
    }),
  );
});

test("a clock of 32-bit milliseconds is coarse after weeks of uptime, and coarser over many steps", () => {
  const days = 86_400;
  const timers = {
    from: "log" as const,
    timers: [
      { name: "GEOS-Chem", seconds: 10 },
      { name: "Transport", seconds: 11.5 },
    ],
  };
  const names = (uptimeSeconds: number | undefined) => failed(evidence({ timers, uptimeSeconds }));
  expect(names(undefined)).toEqual(["timers' sum beyond their total"]);
  expect(names(1 * days)).toEqual(["timers' sum beyond their total"]);
  // Reals are 0.26 s apart, and every step's start and stop are rounded.
  expect(names(40 * days)).toEqual([]);
  expect(timerError(24 * 3600, 4464)).toBeCloseTo(0.008 * (1 + Math.sqrt(4464)), 5);
  expect(timerError(3600, 1)).toBe(0.25);
});

test("what cannot be verified is said", () => {
  expect(notVerified(evidence(), true)).toHaveLength(2);
  const timers = [{ name: "GEOS-Chem", seconds: null, fault: "not readable" }];
  const said = notVerified(evidence({ timers: { from: "log", timers } }), false).join("\n");
  expect(said).toMatch(/no total.*overflowed: GEOS-Chem.*HEMCO's restart file/s);
});

test("a log of another run contradicts what was asked", () => {
  const log = { ...logOf(10), simulation: "aerosol", resolution: "2.0x2.5", openMp: false };
  expect(modelContradictions(plan, log, 2)).toEqual([
    "simulation: asked TransportTracers, the log has aerosol",
    "grid resolution: asked 4.0x5.0, the log has 2.0x2.5",
    "first time step: asked 2019-01-01T00:00:00.000Z, the log has 2019-01-01T00:10:00.000Z",
    "threads: asked 2, the executable is built without OpenMP",
  ]);
  expect(modelContradictions(plan, { ...logOf(0), openMp: false }, 1)).toEqual([]);
});

test("what the model prints of itself is compared with what was asked", () => {
  const same = {
    ...logOf(0),
    simulation: "TransportTracers",
    resolution: "4x5",
    metField: "MERRA-2",
    levels: 72,
    nested: false,
    timersOn: true,
    start: plan.start,
    end: plan.end,
  };
  expect(modelContradictions(plan, same, 2)).toEqual([]);
  const other = {
    ...same,
    metField: "GEOSFP",
    levels: 47,
    nested: true,
    timersOn: false,
    end: new Date("2019-01-02T00:00Z"),
  };
  expect(modelContradictions(plan, other, 2)).toEqual([
    "meteorology: asked MERRA2, the log has GEOSFP",
    "levels: asked 72, the log has 47",
    "nested grid: asked false, the log has true",
    "end of the run: asked 2019-01-01T01:00:00.000Z, the log has 2019-01-02T00:00:00.000Z",
    "timers: asked true, the log has false",
  ]);
});
