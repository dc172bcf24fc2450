import { expect, test } from "vitest";
import type { WorkloadReport } from "../../../../contract/workload-report.ts";
import { judgeRun } from "../../../../runner/proxy/judge-run.ts";
import type { WorkloadExit } from "../../../../runner/workload/spawn-workload.ts";
import { goodReport, parsedConfig } from "../support/benchmark.ts";
import { workloadExit } from "../support/workload-exit.ts";

const ended = { exitCode: 0, wallSeconds: 2 };

const judge = (report: WorkloadReport | null, more: Partial<WorkloadExit> = {}) =>
  judgeRun(
    parsedConfig(),
    2,
    workloadExit({ ...ended, ...more }),
    report ? { report, fault: null } : { report: null, fault: "it wrote no report.json" },
  );

test("a run that did what was asked and proved it is completed", () => {
  expect(judge(goodReport())).toEqual({ outcome: "completed", reason: null });
});

test.each<[string, Partial<WorkloadReport>]>([
  ["simulation", { simulation: "chemistry" }],
  ["resolution", { grid: { resolution: "2x2.5", nlon: 72, nlat: 46, nlev: 72 } }],
  ["longitudes", { grid: { resolution: "4x5", nlon: 36, nlat: 46, nlev: 72 } }],
  ["latitudes", { grid: { resolution: "4x5", nlon: 72, nlat: 45, nlev: 72 } }],
  ["levels", { grid: { resolution: "4x5", nlon: 72, nlat: 46, nlev: 47 } }],
  ["tracers", { tracers: 1 }],
  ["simulated seconds", { simulated_seconds: 3600 }],
  ["threads", { threads: 15 }],
])("a report of other %s than asked does not count", (what, more) => {
  const { outcome, reason } = judge(goodReport(more));
  expect(outcome).toBe("verification-failed");
  expect(reason).toContain(`${what}: asked`);
});

test.each(["chemistry", "fullchem"] as const)(
  "a run of %s is of the mechanism that was asked for",
  (simulation) => {
    const mechanism = {
      name: "pollu",
      species: 20,
      reactions: 25,
      jacobian_entries: 86,
      lu_entries: 94,
      relative_tolerance: 5e-4,
      absolute_tolerance_molecules_per_cm3: 0.01,
    };
    const reading = {
      report: goodReport({
        simulation,
        flow: null,
        tracers: simulation === "fullchem" ? 300 : null,
        mechanism,
      }),
      fault: null,
    };
    const judged = (workload: object) =>
      judgeRun(parsedConfig({ simulation_type: simulation, workload }), 2, workloadExit(ended), reading);
    expect(judged({ mechanism: "pollu" }).outcome).toBe("completed");
    expect(judged({}).reason).toContain("mechanism: asked ts1, reported pollu");
  },
);

test.each([
  ["a check that is not a number", { value: null, passed: true }],
  ["a check over its limit that claims to pass", { value: 1, passed: true }],
  ["a check that failed", { value: 1e-15, passed: false }],
])("%s fails the run, whatever the summary says", (_name, more) => {
  const check = { name: "mass", limit: 1e-12, unit: "1", ...more };
  expect(judge(goodReport({ verification: { passed: true, checks: [check] } })).outcome).toBe(
    "verification-failed",
  );
});

test("exit code 3 is believed even when the report says that all is well", () => {
  expect(judge(goodReport(), { exitCode: 3 }).outcome).toBe("verification-failed");
});

test("a crash is a failure even when a good report was written", () => {
  expect(judge(goodReport(), { exitCode: 139 })).toEqual({
    outcome: "failed",
    reason: expect.stringContaining("ended with exit code 139 (SIGSEGV)"),
  });
});

test("interrupted, unless it had finished anyway", () => {
  expect(judge(null, { interrupted: true }).outcome).toBe("interrupted");
  expect(judge(goodReport(), { interrupted: true, exitCode: 1 }).outcome).toBe("interrupted");
  expect(judge(goodReport(), { interrupted: true }).outcome).toBe("completed");
});

test("timers cannot exceed the life of the process", () => {
  expect(judge(goodReport({ total_wall_s: 2.05 })).outcome).toBe("completed");
  expect(judge(goodReport({ main_loop_wall_s: 2.5 })).reason).toContain("the whole process took 2.000 s");
});
