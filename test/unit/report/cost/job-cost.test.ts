import { describe, expect, test } from "vitest";
import { shippedPrices } from "../../../../contract/prices/on-demand-price.ts";
import { instancePrice } from "../../../../report/cost/instance-price.ts";
import { jobCost, type CostedJob } from "../../../../report/cost/job-cost.ts";

const known = <Value>(value: Value) => ({ value });
const attempt = (from: string, to: string) => ({
  usdPerHour: known(0.6),
  startedAt: known(`2026-01-01T${from}Z`),
  stoppedAt: known(`2026-01-01T${to}Z`),
});
const job: CostedJob = {
  simulatedDays: 2,
  mainLoopSeconds: known(1800),
  stagingSeconds: known(600),
  requested: { vcpus: 8, memoryMiB: 24_576 },
  instance: known({ vcpus: 16, memoryMiB: 32_768 }),
  attempts: [attempt("10:05:00", "10:35:00"), attempt("10:40:00", "11:40:00")],
  launchedAt: known("2026-01-01T10:00:00Z"),
  terminatedAt: known("2026-01-01T12:00:00Z"),
};

describe("what a job cost", () => {
  test("the next simulated day, all attempts by their part of the instance, and the instance all along", () => {
    const cost = jobCost(job);
    // A quarter of an hour for a day, at 0.6 dollars.
    expect(cost.marginalPerSimulatedDay.value).toBeCloseTo(0.15, 12);
    // Ten minutes of staging, whatever the length of the run.
    expect(cost.staging.value).toBeCloseTo(0.1, 12);
    // An hour and a half of three quarters of the memory: more than the half of the vCPUs.
    expect(cost.billable.value).toBeCloseTo(1.5 * 0.75 * 0.6, 12);
    expect(cost.occupancy.value).toBeCloseTo(1.2, 12);
  });

  test("an attempt of unknown end makes the sum unknown, not smaller", () => {
    const [first] = job.attempts;
    const interrupted = { ...first, stoppedAt: { value: null, reason: "Batch does not say" } };
    const cost = jobCost({ ...job, attempts: [interrupted, ...job.attempts.slice(1)] });
    expect(cost.billable).toEqual({ value: null, reason: "attempt 1: Batch does not say" });
    expect(cost.marginalPerSimulatedDay.value).not.toBeNull();
  });

  test("without a price there is no cost, and the reason is said", () => {
    const unpriced = {
      ...attempt("10:00:00", "11:00:00"),
      usdPerHour: { value: null, reason: "no price record" },
    };
    const cost = jobCost({ ...job, attempts: [unpriced] });
    expect(cost.marginalPerSimulatedDay).toEqual({ value: null, reason: "no price record" });
    expect(cost.billable).toEqual({ value: null, reason: "attempt 1: no price record" });
    expect(cost.occupancy).toEqual({ value: null, reason: "no price record" });
    expect(cost.staging).toEqual({ value: null, reason: "no price record" });
  });

  test("an instance of a few seconds is billed a minute", () => {
    const cost = jobCost({ ...job, terminatedAt: known("2026-01-01T10:00:10Z") });
    expect(cost.occupancy.value).toBeCloseTo(0.01, 12);
  });
});

describe("the price of an instance", () => {
  const instance = {
    type: known("c7g.4xlarge"),
    availabilityZone: known("us-east-1a"),
    purchaseOption: known("on-demand"),
  };

  test("is the list price of its region", () => {
    expect(instancePrice(instance, shippedPrices)).toEqual({ value: 0.58 });
  });

  test.each([
    [{ purchaseOption: known("spot") }, "Spot prices change: nobody says when it ran"],
    [
      {
        purchaseOption: known("spot"),
        from: known("2026-01-01T00:00:00Z"),
        to: known("2026-01-01T01:00:00Z"),
      },
      "no Spot price record of c7g.4xlarge in us-east-1a",
    ],
    [{ purchaseOption: known("capacity-block") }, "no price record of capacity-block instances"],
    [{ availabilityZone: known("eu-central-1b") }, "no price record of c7g.4xlarge in eu-central-1"],
    [{ availabilityZone: known("us-east-1-bos-1a") }, "no price record of c7g.4xlarge in us-east-1-bos-1"],
    [{ availabilityZone: known("us-gov-west-1b") }, "no price record of c7g.4xlarge in us-gov-west-1"],
    [{ type: { value: null, reason: "no metadata service" } }, "no metadata service"],
    [{ purchaseOption: { value: null, reason: "not on EC2" } }, "how it was bought: not on EC2"],
  ])("is null for %o", (more, reason) => {
    expect(instancePrice({ ...instance, ...more }, shippedPrices)).toEqual({ value: null, reason });
  });
});
