import { expect, test } from "vitest";
import type { RunSummary } from "../../../../contract/run-summary.ts";
import { renderSummary } from "../../../../report/terminal/table.ts";

const good: RunSummary = {
  benchmark_id: "SMOKE",
  status: "succeeded",
  reason: "Essential container in task exited; exit code 0 (success)",
  job_id: "j",
  queue: "q",
  exit_code: 0,
  attempts: 1,
  architecture: "arm64",
  emulated: { value: true },
  proxy: true,
  valid: true,
  sim_days_per_day: { value: 148.9 },
  proxy_index: { value: null, reason: "emulated" },
  workload_wall_s: { value: 24.16 },
  job_wall_s: 27,
  phases: [
    { name: "Transport", wall_s: 21.1 },
    { name: "=> Advection", wall_s: 20.4 },
  ],
  canaries: [],
  result: { uri: "s3://bucket/results/SMOKE/j/1", directory: "/out/SMOKE/j/1" },
  placement_differences: [],
  disturbances: [],
  recovered_to: null,
};

test("a run is shown with its numbers, and what they may not be taken for", () => {
  const text = renderSummary([good], false);
  expect(text).toMatch(/SMOKE +│ succeeded │ 149 +│ 24\.2 s │ Transport 21\.10 s │ arm64/);
  expect(text).toContain(
    "emulated: ran under QEMU. Its times show that the path works; they are not performance.",
  );
  expect(text).toContain("proxy: the workload was the proxy, not GEOS-Chem.");
  expect(text).toContain("/out/SMOKE/j/1");
  expect(text).not.toContain("Advection");
});

test("the proxy's index is shown where there is one, with what may be said of it", () => {
  const text = renderSummary([{ ...good, emulated: { value: false }, proxy_index: { value: 0.873 } }], false);
  expect(text).toContain("index 0.87");
  expect(text).toContain("has not been validated");
  expect(renderSummary([good], false)).not.toContain("index");
});

test("the machine's bandwidth and clock are shown before and after, where they were measured", () => {
  const canaries = [
    { triad_gb_per_s: 24.31, clock_ghz: 3.21 },
    { triad_gb_per_s: 19.8, clock_ghz: 2.6 },
  ];
  const text = renderSummary([{ ...good, emulated: { value: false }, canaries }], false);
  expect(text).toContain("triad 24.3 → 19.8 GB/s");
  expect(text).toContain("clock 3.21 → 2.60 GHz");
  expect(renderSummary([good], false)).not.toContain("triad");
});

test("threads that were not as asked are said", () => {
  const text = renderSummary([{ ...good, placement_differences: ["threads: asked 15, seen 14"] }], false);
  expect(text).toContain("SMOKE: not as asked: threads: asked 15, seen 14");
});

test("an invalid result is not shown as a success", () => {
  expect(renderSummary([{ ...good, status: "failed", valid: false }], false)).toMatch(/│ failed +│/);
  expect(renderSummary([{ ...good, valid: false }], false)).not.toMatch(/│ succeeded/);
});

test("a job that never ran has no numbers, and says why", () => {
  const none = { value: null, reason: "the job never ran" };
  const text = renderSummary(
    [
      {
        ...good,
        status: "not-placeable",
        reason: "MISCONFIGURATION:…",
        valid: false,
        sim_days_per_day: none,
        proxy_index: none,
        workload_wall_s: none,
        phases: [],
        result: null,
      },
    ],
    false,
  );
  expect(text).toMatch(/not-placeable │ not measured/);
  expect(text).toContain("SMOKE: MISCONFIGURATION:…");
  expect(text).toContain("SMOKE: no result: the job never ran");
});
