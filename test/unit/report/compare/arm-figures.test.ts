import { expect, test } from "vitest";
import type { JobRecord } from "../../../../contract/job-record.ts";
import { shippedPrices } from "../../../../contract/prices/on-demand-price.ts";
import { armFigures, type ShownRun } from "../../../../report/compare/arm-figures.ts";
import { syntheticRows } from "../../../support/synthetic-rows.ts";

/** Submitted at midnight, ran from 00:05 to 00:10. */
const job: JobRecord = {
  schema_version: "1.0",
  job_id: "a",
  attempt: 1,
  recorded_at: "2026-01-01T01:00:00Z",
  queue: "q",
  definition: "d:1",
  submitted_at: { value: "2026-01-01T00:00:00Z" },
  started_at: { value: "2026-01-01T00:05:00Z" },
  stopped_at: { value: "2026-01-01T00:10:00Z" },
  attempts: [],
};

const rows = (of: Parameters<typeof syntheticRows>[0]) =>
  syntheticRows({ job, wallSeconds: [100, 100], ...of }).map((row) => ({
    ...row,
    purchase_option: "on-demand",
  }));

const figuresOf = (label: string, runs: readonly ShownRun[]) => armFigures(label, runs, shippedPrices);

test("time and cost of an arm, by hand", () => {
  const { metrics, billableUsdPerJob, marginalUsdPerSimulatedDay, wallSeconds, usdPerHour } = figuresOf(
    "a",
    rows({}),
  );
  expect(wallSeconds.value).toBeCloseTo(100, 9);
  expect(usdPerHour.value).toBe(0.58);
  // c7g.4xlarge: 16 cores.
  expect(metrics.value?.chsy.value).toBeCloseTo((16 * 365 * 100) / 3600, 9);
  // Ten minutes for two simulated days.
  expect(metrics.value?.asypd.value).toBeCloseTo(86_400 / 300 / 365, 9);
  expect(marginalUsdPerSimulatedDay.value).toBeCloseTo((0.58 * 98) / 3600, 9);
  // Five minutes of 15 of 16 vCPUs and 30 of 32 GiB.
  expect(billableUsdPerJob.value).toBeCloseTo(((0.58 * 300) / 3600) * (15 / 16), 9);
});

test("each figure that is not known has its own reason", () => {
  const spot = figuresOf(
    "a",
    rows({}).map((row) => ({ ...row, purchase_option: "spot" })),
  );
  expect(spot.usdPerHour).toMatchObject({
    value: null,
    reason: expect.stringContaining("no Spot price record"),
  });
  const second = figuresOf("a", rows({ attempt: 2 }));
  expect(second.billableUsdPerJob).toMatchObject({
    value: null,
    reason: "1 of 1 jobs: attempt 2: earlier ones are not in the index",
  });
  const types = figuresOf("a", [...rows({}), ...rows({ instanceType: "c7i.4xlarge", jobId: "b" })]);
  expect(types.instanceType).toMatchObject({
    value: null,
    reason: "several instance types: c7g.4xlarge, c7i.4xlarge",
  });
  expect(types.usdPerHour.value).toBeNull();
  expect(figuresOf("a", []).metrics).toEqual({ value: null, reason: "no run completed" });
});

test("an instance counts once, however many runs it has", () => {
  const { wallSeconds, instances, runs } = figuresOf("a", [
    ...rows({ wallSeconds: [100, 100, 100, 100] }),
    ...rows({ wallSeconds: [400], jobId: "b", instanceId: "i-2" }),
  ]);
  expect([instances, runs]).toEqual([2, 5]);
  expect(wallSeconds.value).toBeCloseTo(200, 9);
});
