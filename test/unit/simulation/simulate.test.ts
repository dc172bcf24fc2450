import { describe, expect, it } from "vitest";
import { shippedPrices } from "../../../contract/prices/on-demand-price.ts";
import { priceBook } from "../../../contract/prices/price-book.ts";
import type { SpotRecord } from "../../../contract/prices/price-record.ts";
import { simulationText } from "../../../simulation/simulation-text.ts";
import { hour, instant, outcomeOf, trying } from "./try-scenario.ts";

describe("what can be checked by hand", () => {
  it("four jobs of an hour on one instance take four hours and cost four", async () => {
    expect(await outcomeOf({ jobs: { j: { ...hour, count: 4 } } })).toMatchObject({
      jobs: 4,
      succeeded: 4,
      makespanSeconds: 4 * 3600,
      waitSeconds: { jobs: 4, p50: 3600, p95: 3 * 3600, max: 3 * 3600 },
      instanceHours: 4,
      vcpuUtilisation: 1,
      usd: { value: 4 * 0.58 },
      fleets: [{ type: "c7g.4xlarge", instances: 1, mostAtOnce: 1, billedHours: 4 }],
    });
  });

  it("variants stand beside what was written: two instances take half as long and cost the same", async () => {
    const { variants } = await trying({
      jobs: { j: { ...hour, count: 4 } },
      variants: [{ name: "two", environments: { ce: { max_vcpus: 32 } } }],
    });
    expect(variants).toMatchObject([
      { variant: "as written", makespanSeconds: 4 * 3600 },
      { variant: "two", makespanSeconds: 2 * 3600, usd: { value: 4 * 0.58 }, fleets: [{ mostAtOnce: 2 }] },
    ]);
  });

  it("half of an instance is used by a job that asks for half of it", async () => {
    expect(await outcomeOf({ jobs: { j: { ...hour, vcpus: 8 } } })).toMatchObject({ vcpuUtilisation: 0.5 });
  });

  it("an instance boots and pulls once, and is paid from its launch until it has been idle for long enough", async () => {
    const environment = { boot_seconds: 100, pull_seconds: 20, idle_seconds: 300 };
    expect(await outcomeOf({ environment, jobs: { j: { ...hour, count: 2 } } })).toMatchObject({
      makespanSeconds: 120 + 2 * 3600,
      waitSeconds: { p50: 120, max: 120 + 3600 },
      instanceHours: (120 + 2 * 3600 + 300) / 3600,
    });
  });

  it("an idle instance is used again within its time, and another is launched after it", async () => {
    const jobs = { j: { ...hour, count: 2, arrivals: { every_seconds: 3700 } } };
    const kept = await outcomeOf({ environment: { boot_seconds: 10, idle_seconds: 120 }, jobs });
    expect(kept.fleets).toMatchObject([{ instances: 1 }]);
    const gone = await outcomeOf({ environment: { boot_seconds: 10, idle_seconds: 60 }, jobs });
    expect(gone.fleets).toMatchObject([{ instances: 2, mostAtOnce: 1 }]);
  });

  it("vCPUs that are always there boot before the first job, and are paid until the last has ended", async () => {
    const jobs = { j: { ...hour, arrivals: { at_seconds: 600 } } };
    const environment = { min_vcpus: 32, max_vcpus: 32, boot_seconds: 300 };
    expect(await outcomeOf({ environment, jobs })).toMatchObject({
      waitSeconds: { max: 0 },
      instanceHours: (2 * (600 + 3600)) / 3600,
      fleets: [{ instances: 2 }],
    });
  });

  it("what is charged is a minute at least", async () => {
    expect(await outcomeOf({ jobs: { j: { ...hour, seconds: 6 } } })).toMatchObject({
      fleets: [{ instanceHours: 6 / 3600, billedHours: 60 / 3600 }],
    });
  });

  it("a job that has to come after an array does, child after child where that is asked for", async () => {
    const one = { ...hour, vcpus: 8, array_size: 2 };
    const environment = { max_vcpus: 32 };
    const all = { first: one, next: { ...one, after: ["first"] } };
    expect(await outcomeOf({ environment, jobs: all })).toMatchObject({ makespanSeconds: 2 * 3600 });
    const each = { first: one, next: { ...one, seconds: 60, after: ["first"], each_after: true } };
    expect(await outcomeOf({ environment, jobs: each })).toMatchObject({ makespanSeconds: 3660 });
  });

  it("an attempt that takes too long is ended and said to have been", async () => {
    expect(await outcomeOf({ jobs: { j: { ...hour, timeout_seconds: 600 } } })).toMatchObject({
      succeeded: 0,
      failed: [{ reason: "Job attempt duration exceeded timeout", jobs: 1 }],
      makespanSeconds: 600,
    });
  });

  it("the queue of the higher priority goes first", async () => {
    const queues = { q: { environments: ["ce"] }, urgent: { environments: ["ce"], priority: 10 } };
    const jobs = {
      j: { ...hour, count: 3 },
      now: { ...hour, queue: "urgent", arrivals: { at_seconds: 60 } },
    };
    const { queues: waits } = await outcomeOf({ queues, jobs });
    expect(waits).toMatchObject([
      { queue: "q", waitSeconds: { max: 3 * 3600 } },
      { queue: "urgent", waitSeconds: { max: 3600 - 60 } },
    ]);
  });

  it("shares that are alike take turns, whoever came first", async () => {
    const queues = { q: { environments: ["ce"], shares: {} } };
    const jobs = { a: { ...hour, count: 4, share: "a" }, b: { ...hour, count: 4, share: "b" } };
    const { queues: waits } = await outcomeOf({ queues, jobs });
    const longest = waits.map(({ share, waitSeconds }) => [share, waitSeconds?.max]);
    expect(longest).toEqual([
      ["a", 6 * 3600],
      ["b", 7 * 3600],
    ]);
  });
});

describe("Spot", () => {
  const spot = { purchase: "spot", interruptions_per_instance_hour: 0 };

  it("without a price record has no cost, says why, and has the list price for a bound", async () => {
    const outcome = await outcomeOf({ environment: spot, jobs: { j: hour } });
    expect(outcome.usd).toEqual({
      value: null,
      reason: expect.stringMatching(/^no Spot price record of c7g\.4xlarge in us-east-1/),
    });
    expect(outcome.usdOnDemand).toEqual({ value: 0.58 });
  });

  it("costs what the scenario says", async () => {
    const environment = { ...spot, usd_per_hour: { "c7g.4xlarge": 0.2 } };
    const { usd, fleets } = await outcomeOf({ environment, jobs: { j: hour } });
    expect(usd).toEqual({ value: 0.2 });
    expect(fleets[0]?.price).toBe("$0.2/h, spot, as the scenario says");
  });

  it("costs what a price record says, on average over its time and its zones", async () => {
    const at = (day: number) => `2026-11-0${day}T00:00:00Z`;
    const record = {
      region: "us-east-1",
      operating_system: "Linux",
      recorded_on: "2026-11-05",
      source: "a test",
      purchase: "spot",
      certainty: "price-history",
      from: at(1),
      until: at(5),
      usd_per_hour: {
        "c7g.4xlarge": {
          // 0.1 for one day, 0.3 for three.
          "us-east-1a": [
            { since: at(1), usd: 0.1 },
            { since: at(2), usd: 0.3 },
          ],
          "us-east-1b": [{ since: at(1), usd: 0.35 }],
        },
      },
    } as const satisfies SpotRecord;
    const prices = priceBook([...shippedPrices.records, record]);
    const { usd, usdOnDemand, fleets } = await outcomeOf(
      { environment: spot, jobs: { j: hour } },
      { prices },
    );
    expect(usd.value).toBeCloseTo((0.25 + 0.35) / 2);
    expect(usdOnDemand).toEqual({ value: 0.58 });
    expect(fleets[0]?.price).toMatch(/^\$0\.3000\/h, Spot, mean of 2 zones of us-east-1 from 2026-11-01/);
  });

  it("takes instances away: their jobs start again, as often as they may, and fail after that", async () => {
    const environment = { ...spot, max_vcpus: 160, interruptions_per_instance_hour: 1 };
    const jobs = (attempts: number) => ({ j: { ...hour, count: 200, attempts } });
    const once = await outcomeOf({ environment, jobs: jobs(1) });
    const lost = once.failed.reduce((sum, of) => sum + of.jobs, 0);
    expect(once.failed).toEqual([{ reason: "Host EC2 (instance i-…) terminated.", jobs: lost }]);
    expect(once.succeeded + lost).toBe(200);
    // Of an hour with one interruption an hour 1 − 1/e are lost: 126 of 200, with a standard deviation of 7.
    expect(lost).toBeGreaterThan(126 - 4 * 7);
    expect(lost).toBeLessThan(126 + 4 * 7);
    expect(once).toMatchObject({ interruptions: lost, retries: 0 });

    const often = await outcomeOf({ environment, jobs: jobs(10) });
    expect(often.retries).toBeGreaterThan(lost);
    expect(often.succeeded).toBeGreaterThan(190);
  });

  it("charges nothing for an instance that EC2 takes away in its first hour", async () => {
    const environment = { ...spot, interruptions_per_instance_hour: 30, usd_per_hour: { "c7g.4xlarge": 1 } };
    expect(await outcomeOf({ environment, jobs: { j: hour } })).toMatchObject({
      succeeded: 0,
      interruptions: 1,
      fleets: [{ billedHours: 0 }],
      usd: { value: 0 },
    });
  });

  it("that is kept at a minimum is replaced, and the end comes all the same", async () => {
    const environment = { ...spot, min_vcpus: 16, interruptions_per_instance_hour: 2 };
    const { fleets, interruptions } = await outcomeOf({
      environment,
      jobs: { j: { ...hour, seconds: 600, count: 30, attempts: 10 } },
    });
    expect(fleets).toMatchObject([{ mostAtOnce: 1, instances: interruptions + 1 }]);
  });
});

describe("what never runs", () => {
  it("is explained in the words of gcbench explain", async () => {
    const { neverRun, makespanSeconds } = await outcomeOf({
      jobs: {
        large: { ...hour, vcpus: 20 },
        behind: { ...hour, count: 2 },
        later: { ...hour, after: ["behind"] },
      },
    });
    expect(makespanSeconds).toBeNull();
    expect(neverRun).toMatchObject([
      {
        queue: "q",
        status: "RUNNABLE",
        jobs: 3,
        first: "large-1",
        why: expect.stringMatching(/^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT/),
        runsWhen: [expect.stringMatching(/^it asks for less than 20 vCPUs/)],
      },
      { status: "PENDING", jobs: 1, first: "later-1", why: expect.stringMatching(/^It waits for jobs/) },
    ]);
  });

  it("is a whole array where its dependency never runs, and fails where that fails", async () => {
    const after = { ...hour, array_size: 5, after: ["first"] };
    const blocked = await outcomeOf({ jobs: { first: { ...hour, vcpus: 20 }, after } });
    expect(blocked.neverRun.map(({ jobs }) => jobs)).toEqual([1, 5]);
    const done = await outcomeOf({
      jobs: { first: { ...hour, seconds: 60 }, next: { ...after, vcpus: 20 } },
    });
    expect(done.neverRun).toMatchObject([{ status: "RUNNABLE", jobs: 5, first: "next-1, child 0" }]);
    const failing = await outcomeOf({ jobs: { first: { ...hour, timeout_seconds: 60 }, after } });
    expect(failing.failed).toContainEqual({ reason: "Dependent Job failed", jobs: 5 });
  });
});

it("is the same for the same seed, to the byte, and another for another", async () => {
  const given = (seed: number) => ({
    seed,
    environment: { purchase: "spot", max_vcpus: 64, interruptions_per_instance_hour: 0.5 },
    jobs: {
      j: {
        ...hour,
        count: 40,
        attempts: 5,
        seconds: { lognormal: { median: 1800, sigma: 0.5 } },
        arrivals: { poisson_per_hour: 30 },
      },
    },
  });
  const text = async (seed: number) => {
    const simulation = await trying(given(seed));
    return JSON.stringify(simulation) + simulationText(simulation);
  };
  expect(await text(7)).toBe(await text(7));
  expect(await text(8)).not.toBe(await text(7));
});

it("meets the same durations in every variant", async () => {
  const jobs = { j: { ...hour, count: 20, seconds: { lognormal: { median: 1800, sigma: 0.5 } } } };
  const { variants } = await trying({
    jobs,
    variants: [{ name: "ten", environments: { ce: { max_vcpus: 160 } } }],
  });
  const [one, ten] = variants;
  expect(ten?.instanceHours).toBeCloseTo(one?.instanceHours ?? 0, 6);
});

it("says that nothing ran, with which seed and whose prices", async () => {
  const text = simulationText(await trying({ seed: 42, jobs: { j: hour } }));
  expect(text).toContain("Simulated: nothing ran, nothing was measured.");
  expect(text).toContain("Seed 42, prices of us-east-1.");
  expect(text).toContain("c7g.4xlarge: $0.58/h, us-east-1, on-demand, recorded 2026-11-22, reported");
});

it("refuses what AWS Batch would refuse, by the group", async () => {
  const queues = { q: { environments: ["ce"], shares: {} } };
  await expect(trying({ queues, jobs: { j: hour } })).rejects.toThrow(
    /AWS Batch would refuse the jobs of jobs\.j: .*shareIdentifier/i,
  );
  const jobs = { many: { ...hour, count: 21 }, next: { ...hour, after: ["many"] } };
  await expect(trying({ jobs })).rejects.toThrow(
    /jobs\.next: after: 21 submissions, and a job can depend on 20/,
  );
  const circle = { a: { ...hour, after: ["b"] }, b: { ...hour, after: ["a"] } };
  await expect(trying({ jobs: circle })).rejects.toThrow(/a, b wait for each other/);
});

describe("the jobs of a suite", () => {
  const environments = { arm: { ...instant }, x86: { ...instant, instance_types: ["c7i.4xlarge"] } };
  const queues = { arm: { environments: ["arm"] }, x86: { environments: ["x86"] } };

  it("go to the queue of their instance type, and take what the scenario says, or else what is predicted", async () => {
    const figure = { value: 60, interval: { value: null, reason: "-" }, tag: "measured" as const };
    const outcome = await outcomeOf(
      {
        environments,
        queues,
        jobs: { smoke: { suite: "smoke", seconds: { "SMOKE-GRAVITON": 600 } } },
      },
      {
        predict: () => ({
          seconds: { value: figure },
          usd: { value: null, reason: "-" },
          basis: "median of 3 measured runs",
        }),
      },
    );
    expect(outcome).toMatchObject({
      jobs: 2,
      succeeded: 2,
      makespanSeconds: 600,
      fleets: expect.arrayContaining([
        expect.objectContaining({ type: "c7g.4xlarge", instanceHours: 600 / 3600 }),
        expect.objectContaining({ type: "c7i.4xlarge", instanceHours: 60 / 3600 }),
      ]),
    });
    expect(outcome.durations[0]?.from).toEqual([
      "SMOKE-GRAVITON: 600 s, as the scenario says",
      "SMOKE-X86: 60 s, median of 3 measured runs",
    ]);
  });

  it("are refused where nobody knows how long they take, with what to do", async () => {
    const jobs = { smoke: { suite: "smoke", seconds: { "SMOKE-GRAVITON": 600 } } };
    const refused = trying({ environments, queues, jobs });
    await expect(refused).rejects.toThrow(/nothing is assumed:\n {2}- SMOKE-X86: no run of it/);
    await expect(refused).rejects.toHaveProperty("hint", expect.stringMatching(/jobs\.smoke\.seconds/));
  });

  it("are refused where no queue has their instance type alone", async () => {
    const seconds = { "SMOKE-GRAVITON": 600, "SMOKE-X86": 60 };
    await expect(trying({ jobs: { smoke: { suite: "smoke", seconds } } })).rejects.toThrow(
      /SMOKE-X86 is for c7i\.4xlarge, and no queue/,
    );
    const wrong = { smoke: { suite: "smoke", seconds: { ...seconds, SMOKE: 1 } } };
    await expect(trying({ environments, queues, jobs: wrong })).rejects.toThrow(
      /seconds names SMOKE, which smoke/,
    );
  });
});
