import { expect, test } from "vitest";
import { compareTimers } from "../../../../report/compare/compare-timers.ts";

const run = (instance: string | null, timers: Readonly<Record<string, number>>, outcome = "completed") => ({
  path: "p",
  instance_id: instance,
  run_outcome: outcome,
  phases: JSON.stringify(Object.entries(timers).map(([name, wall_s]) => ({ name, wall_s }))),
});

test("each instance counts once: the geometric mean of the medians of their runs", () => {
  const baseline = [
    ...[1, 2, 9].map((seconds) => run("i-1", { Transport: seconds })),
    run("i-2", { Transport: 8 }),
  ];
  const [transport] = compareTimers(baseline, [run("i-3", { Transport: 4 })]);
  expect(transport).toMatchObject({ baseline: expect.closeTo(4, 12), candidate: 4, isFlagged: false });
});

test.each([
  [1.1, true],
  [0.9, true],
  [1.099, false],
  [0.901, false],
])("a ratio of %f is marked: %s", (ratio, isFlagged) => {
  const [timer] = compareTimers([run("i-1", { T: 100 })], [run("i-2", { T: 100 * ratio })]);
  expect(timer?.isFlagged).toBe(isFlagged);
});

test("a timer that one arm lacks, or that took no time, has no ratio; runs that failed count nothing", () => {
  const baseline = [run("i-1", { Old: 1, Idle: 0 }), run("i-1", { Old: 50 }, "failed")];
  expect(compareTimers(baseline, [run("i-2", { Idle: 0, New: 2 })])).toEqual([
    { name: "Old", baseline: 1, candidate: null, ratio: null, isFlagged: false },
    { name: "Idle", baseline: 0, candidate: 0, ratio: null, isFlagged: false },
    { name: "New", baseline: null, candidate: 2, ratio: null, isFlagged: false },
  ]);
});
