import * as fc from "fast-check";
import { expect, it } from "vitest";
import { instanceType } from "../../../contract/instance-types.ts";
import { isThorough } from "../../support/thorough.ts";
import { instant, trying } from "./try-scenario.ts";

const whole = (min: number, max: number) => fc.integer({ min, max });

const environment = fc.record({
  instance_types: fc.constantFrom(["c7g.4xlarge"], ["c7g.2xlarge", "c7g.4xlarge"], ["c7g"]),
  max_vcpus: whole(8, 64),
  boot_seconds: whole(0, 200),
  pull_seconds: whole(0, 60),
  idle_seconds: fc.constantFrom(0, 0, 120),
});

const spot = fc.record({
  purchase: fc.constant("spot"),
  interruptions_per_instance_hour: fc.constantFrom(0, 0.5, 5),
});

const group = fc.record(
  {
    queue: fc.constantFrom("q", "urgent"),
    count: whole(1, 6),
    array_size: fc.option(whole(2, 8), { nil: undefined }),
    // 20 fits no instance of 16.
    vcpus: fc.constantFrom(1, 2, 4, 8, 16, 20),
    memory_mib: fc.constantFrom(512, 4000, 30_000),
    seconds: fc.oneof(whole(1, 7200), fc.constant({ lognormal: { median: 900, sigma: 1 } })),
    attempts: whole(1, 3),
    timeout_seconds: fc.option(whole(60, 3600), { nil: undefined, freq: 4 }),
    arrivals: fc.oneof(
      fc.record({ at_seconds: whole(0, 600) }),
      fc.record({ every_seconds: whole(1, 600) }),
      fc.record({ poisson_per_hour: whole(1, 100) }),
    ),
  },
  { requiredKeys: ["queue", "count", "vcpus", "memory_mib", "seconds", "attempts"] },
);

const scenario = fc.record({
  seed: whole(1, 1000),
  environment: fc
    .tuple(environment, fc.option(spot, { nil: {} }))
    .map(([one, more]) => ({ ...one, ...more })),
  groups: fc.array(group, { minLength: 1, maxLength: 4 }),
  /** Whether each group comes after the one before it. */
  chained: fc.boolean(),
  shares: fc.boolean(),
});

it("loses no job, launches no more than may be there, uses no more than there was, and explains what is left", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ seed, environment: ce, groups, chained, shares }) => {
      const jobs = Object.fromEntries(
        groups.map((of, index) => [
          `g${index}`,
          {
            ...of,
            ...(shares && of.queue === "q" && { share: `s${index % 2}` }),
            ...(chained && index > 0 && { after: [`g${index - 1}`] }),
          },
        ]),
      );
      const queues = {
        q: { environments: ["ce"], ...(shares && { shares: {} }) },
        urgent: { environments: ["ce"], priority: 5 },
      };
      const [outcome] = (await trying({ seed, environments: { ce: { ...instant, ...ce } }, queues, jobs }))
        .variants;
      if (!outcome) throw new Error("no outcome");
      const sum = (of: readonly { readonly jobs: number }[]) => of.reduce((all, one) => all + one.jobs, 0);

      const submitted = groups.reduce((all, { count, array_size: size = 1 }) => all + count * size, 0);
      expect(outcome.jobs).toBe(submitted);
      expect(outcome.succeeded + sum(outcome.failed) + sum(outcome.neverRun)).toBe(submitted);

      // The last instance may reach beyond maxvCpus, by less than itself.
      for (const { type, mostAtOnce } of outcome.fleets)
        expect(mostAtOnce * instanceType(type).vcpus).toBeLessThan(ce.max_vcpus + instanceType(type).vcpus);
      expect(outcome.vcpuUtilisation ?? 0).toBeLessThanOrEqual(1);
      expect(outcome.waitSeconds?.jobs ?? 0).toBeLessThanOrEqual(submitted);
      expect(outcome.waitSeconds?.jobs ?? 0).toBeGreaterThanOrEqual(outcome.succeeded);
      for (const { instanceHours, billedHours, instances } of outcome.fleets)
        expect(billedHours).toBeLessThanOrEqual(instanceHours + instances / 60 + 1e-9);

      for (const { why, first } of outcome.neverRun) {
        expect(why).not.toBe("");
        expect(first).toMatch(/^g\d-\d/);
      }
      // What fits in no instance, or comes after what does not, never runs; all else ends.
      const fits = groups.every(({ vcpus }) => vcpus <= Math.min(16, ce.max_vcpus));
      if (fits && (ce.instance_types as readonly string[]).includes("c7g.4xlarge"))
        expect(outcome.neverRun).toEqual([]);
    }),
    { numRuns: isThorough ? 500 : 60 },
  );
});

it("counts a job that waits for ever after an interruption: behind one that fits nowhere", async () => {
  const interrupted = { ...instant, max_vcpus: 8, purchase: "spot", interruptions_per_instance_hour: 0.5 };
  const { variants } = await trying({
    seed: 1,
    environments: { ce: interrupted },
    queues: { q: { environments: ["ce"], shares: {} } },
    jobs: {
      g0: {
        queue: "q",
        vcpus: 20,
        memory_mib: 512,
        seconds: 1,
        share: "s0",
        arrivals: { poisson_per_hour: 1 },
      },
      g1: { queue: "q", vcpus: 1, memory_mib: 512, seconds: 2460, share: "s1", attempts: 2 },
    },
  });
  expect(variants[0]).toMatchObject({ jobs: 2, interruptions: 1, neverRun: [{ jobs: 2, first: "g0-1" }] });
});
