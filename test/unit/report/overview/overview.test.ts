import { describe, expect, test } from "vitest";
import { answer } from "../../../../report/overview/answer.ts";
import { overview, type OverviewInput } from "../../../../report/overview/overview.ts";
import { publishedTimings } from "../../../../contract/published/published-timings.ts";
import type { RunRow } from "../../../../report/index/run-columns.ts";
import { importedRow } from "../../../support/imported-row.ts";
import { syntheticRows } from "../../../support/synthetic-rows.ts";

const nothing: Omit<OverviewInput, "runs"> = {
  places: ["here"],
  verdicts: [],
  retractions: [],
  acknowledgements: [],
  leftOut: [],
  conflicting: [],
};

const instances = (
  instanceType: "c7g.4xlarge" | "c7i.4xlarge",
  seconds: readonly number[],
  more: object = {},
) =>
  seconds.flatMap((value, index) =>
    syntheticRows({
      instanceType,
      instanceId: `i-${instanceType}-${index}`,
      jobId: `${instanceType}-${index}`,
      wallSeconds: [value],
      purchaseOption: "on-demand",
      ...more,
    }),
  );

/** scipy 1.17.1: exp(mean ± t.ppf(0.975, 2) * sem) of the logarithms of 90, 100, 110. */
const scipy = { mean: 99.66554934126, low: 77.669999325998, high: 127.890070962962 };

describe("configurations", () => {
  test("each instance counts once, with the interval of Student's t over instances", () => {
    const [subject] = overview({ ...nothing, runs: instances("c7g.4xlarge", [90, 100, 110]) }).subjects;
    const [only] = subject?.configurations ?? [];
    expect(only?.secondsPerSimulatedDay.value?.n).toBe(3);
    expect(only?.secondsPerSimulatedDay.value?.value).toBeCloseTo(scipy.mean, 6);
    expect(only?.secondsPerSimulatedDay.value?.interval.value?.[0]).toBeCloseTo(scipy.low, 6);
    expect(only?.secondsPerSimulatedDay.value?.interval.value?.[1]).toBeCloseTo(scipy.high, 6);
    // us-east-1, 2026-07-20: US$ 0.58 per hour (contract/prices).
    expect(only?.usdPerSimulatedDay.value?.value).toBeCloseTo((scipy.mean / 3600) * 0.58, 6);
  });

  test("what they achieve is the same figure that a comparison shows", () => {
    const [subject] = overview({ ...nothing, runs: instances("c7g.4xlarge", [90, 100, 110]) }).subjects;
    const { metrics } = subject?.configurations[0] ?? {};
    expect(metrics?.value?.simulatedDaysPerDay).toBeCloseTo(86_400 / scipy.mean, 6);
    // c7g.4xlarge: 16 cores.
    expect(metrics?.value?.chsy.value).toBeCloseTo((16 * 365 * scipy.mean) / 3600, 6);
    expect(metrics?.value?.usdPerSimulatedDay.value).toBeCloseTo((scipy.mean / 3600) * 0.58, 6);
  });

  test("a machine whose type was not observed is not called by the one that was asked for", () => {
    const runs = syntheticRows().map((row) => ({ ...row, instance_type: null, instance_id: null }));
    const [subject] = overview({ ...nothing, runs }).subjects;
    expect(subject && answer(subject)).toEqual([
      "unknown machine (asked for c7g.4xlarge), 15 threads, generic: 100.0 s (no interval, n = 1) per simulated day.",
      "What it costs is not known: instance type was not observed.",
    ]);
  });

  test("two instances have no interval, and the sentence says why", () => {
    const [subject] = overview({ ...nothing, runs: instances("c7g.4xlarge", [90, 100]) }).subjects;
    expect(subject && answer(subject)[0]).toBe(
      "c7g.4xlarge, 15 threads, generic: 94.87 s (no interval, n = 2) per simulated day.",
    );
  });

  test("one emulated or failed run stands apart, and keeps the others from nothing", () => {
    const runs = [
      ...instances("c7g.4xlarge", [90, 100, 110]),
      ...instances("c7g.4xlarge", [1], { jobId: "emulated", emulated: true }),
      ...instances("c7g.4xlarge", [1], { jobId: "invalid", valid: false }),
    ];
    const [subject] = overview({ ...nothing, runs }).subjects;
    expect(subject?.configurations.map(({ reservations }) => reservations)).toEqual([
      [],
      ["emulated: it ran under QEMU"],
      ["invalid: verification-failed", "no timed run completed"],
    ]);
    expect(subject && answer(subject)[0]).toMatch(/^c7g\.4xlarge.*n = 3/);
  });

  test("where nothing may be ranked, there is no answer but the reasons", () => {
    const runs = instances("c7g.4xlarge", [1], { emulated: true });
    const [subject] = overview({ ...nothing, runs }).subjects;
    expect(subject && answer(subject)).toEqual([
      "No answer: no configuration may be ranked. emulated: it ran under QEMU (1 of 1).",
    ]);
  });

  test("a retracted result is in no figure, and among those left out with its reason", () => {
    const runs = instances("c7g.4xlarge", [90, 100, 110, 1]);
    const retractions = [{ job_id: "c7g.4xlarge-3", reason: "wrong data", on: "2026-01-02" }];
    const { subjects, leftOut } = overview({ ...nothing, runs, retractions });
    expect(subjects[0]?.configurations[0]?.secondsPerSimulatedDay.value?.n).toBe(3);
    expect(leftOut).toEqual([
      { place: "SYNTHETIC/c7g.4xlarge-3/1", reason: "retracted: wrong data (2026-01-02)" },
    ]);
  });

  test("without a price there is no cost, and the reason is said", () => {
    const runs = instances("c7g.4xlarge", [90, 100, 110], { purchaseOption: "spot" });
    const [subject] = overview({ ...nothing, runs }).subjects;
    expect(subject && answer(subject)[1]).toMatch(/^What it costs is not known: .*Spot/);
  });
});

describe("timelines", () => {
  const observed = (value: string) => ({ value });
  const job = {
    schema_version: "1.0" as const,
    job_id: "job-1",
    attempt: 1,
    recorded_at: "2026-01-01T00:10:00Z",
    queue: "q",
    definition: "d:1",
    submitted_at: observed("2025-12-31T23:57:00Z"),
    started_at: observed("2025-12-31T23:59:58Z"),
    stopped_at: observed("2026-01-01T00:01:45Z"),
    attempts: [],
  };

  test("queue, boot and pull, start, run and store stand apart and do not overlap", () => {
    const runs = syntheticRows({ job, wallSeconds: [100], launchedAt: "2025-12-31T23:58:30Z" });
    expect(overview({ ...nothing, runs }).timelines.latest).toMatchObject([
      {
        stretches: [
          { name: "wait", begin: 0, end: 90 },
          { name: "boot-and-pull", begin: 90, end: 178 },
          { name: "start", begin: 178, end: 180 },
          { name: "run", begin: 180, end: 280 },
          { name: "store", begin: 280, end: 285 },
        ],
        notObserved: [],
      },
    ]);
  });

  test("an instance that was there before has no boot; without job.json only the runner's time is known", () => {
    const older = syntheticRows({ job, wallSeconds: [100], launchedAt: "2025-12-31T12:00:00Z" });
    expect(
      overview({ ...nothing, runs: older }).timelines.latest[0]?.stretches.map(({ name }) => name),
    ).toEqual(["wait", "start", "run", "store"]);
    const [bare] = overview({ ...nothing, runs: syntheticRows() }).timelines.latest;
    expect(bare?.stretches).toEqual([{ name: "run", begin: 0, end: 100 }]);
    expect(bare?.notObserved).toHaveLength(3);
  });
});

test("a benchmark that got slower is in the history, with the result since which it did", () => {
  const night = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
  const runs = Array.from({ length: 26 }, (_, index) =>
    syntheticRows({
      jobId: `night-${index}`,
      instanceId: `i-${index}`,
      startedAt: night(index),
      wallSeconds: [(index < 20 ? 100 : 110) * (1 + 0.005 * Math.sin(7 * index))],
    }),
  ).flat();
  const { history } = overview({ ...nothing, runs });
  expect(history.map(({ changes }) => changes.map(({ direction, from }) => [direction, from.id]))).toEqual([
    [["regression", "night-20/1"]],
  ]);
});

describe("runs from elsewhere", () => {
  /** As of the model, at a grid where others ran too. */
  const ofModel = (runs: readonly RunRow[]) =>
    runs.map((row) => ({
      ...row,
      engine: "geos-chem-classic",
      simulation: "fullchem",
      tracers: null,
      mechanism: null,
      proxy: false,
    }));
  const published = publishedTimings.filter(({ id }) => id === "gc-14.7.1-fullchem-4x5-16thr-7d");

  test("stand beside what was measured of the same grid, with their marks, and in no answer", async () => {
    const row = await importedRow({ machine: "c5.4xlarge", usdPerHour: 0.68, note: "a note" });
    const runs = ofModel(instances("c7g.4xlarge", [90_000, 100_000, 110_000]));
    const { subjects, caveats } = overview({ ...nothing, runs, imported: [row], published });
    expect(subjects).toHaveLength(1);
    const [subject] = subjects;
    expect(subject?.elsewhere).toMatchObject([
      {
        caveats: ["imported"],
        machine: "c5.4xlarge",
        note: "a note",
        // 1000 s for two days, at 0.68 dollars an hour.
        secondsPerSimulatedDay: { value: 500 },
        usdPerSimulatedDay: { value: (500 / 3600) * 0.68 },
      },
      {
        caveats: ["published"],
        // 3657.828 s for seven days (contract/published/timings.json).
        secondsPerSimulatedDay: { value: 3657.828 / 7 },
        usdPerSimulatedDay: { value: null, reason: "what its machine cost was not reported" },
      },
    ]);
    // 200 times slower, and the fastest all the same: it alone was measured.
    expect(subject && answer(subject)[0]).toMatch(/^c7g\.4xlarge, 15 threads, generic: 99666 s/);
    expect(caveats).toEqual(["imported", "published"]);
  });

  test("are never put beside the proxy; what was imported stands by itself, and is no answer", async () => {
    const row = await importedRow();
    const runs = instances("c7g.4xlarge", [90]).map((run) => ({ ...run, simulation: "fullchem" }));
    const { subjects } = overview({ ...nothing, runs, imported: [row], published });
    expect(subjects.map(({ title, elsewhere }) => [title, elsewhere.length])).toEqual([
      [expect.stringContaining("proxy"), 0],
      ["fullchem at 4x5, 72 levels, GEOS-Chem Classic, from elsewhere alone", 2],
    ]);
    const [, alone] = subjects;
    expect(alone && answer(alone)).toEqual([
      "No answer: nothing of it was measured. 2 runs from elsewhere stand below, for estimates.",
    ]);
    // Without anything of the user's, nobody's published figures make a page.
    expect(overview({ ...nothing, runs, published }).subjects).toHaveLength(1);
  });

  test("an import that did not complete, or was retracted, is left out with the reason", async () => {
    const failed = await importedRow({}, { isComplete: false });
    const retracted = await importedRow({ machine: "elsewhere" });
    const retractions = [{ job_id: retracted.job_id, reason: "wrong log", on: "2026-01-02" }];
    const input = { ...nothing, runs: [], imported: [failed, retracted], retractions };
    const { subjects, leftOut } = overview(input);
    expect(subjects).toEqual([]);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      "imported: failed",
      "retracted: wrong log (2026-01-02)",
    ]);
  });
});
