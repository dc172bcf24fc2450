import { z } from "zod";
import { jobGroup } from "./scenario-jobs.ts";
import { launchableTypes } from "./ec2/launchable-types.ts";
import { knownLike } from "./instance-types.ts";
import { wholeNumber } from "./whole-number.ts";

/** Of an environment, a queue, a group of jobs or a variant. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, "use 1 to 40 letters, digits and -");

const seconds = z.number().min(0, "must not be below 0 (seconds)").max(86_400, "must be at most a day");

const environment = z
  .strictObject({
    instance_types: z
      .array(
        z.string().superRefine((given, context) => {
          if (launchableTypes(given).length === 0)
            context.addIssue({ code: "custom", message: knownLike(given), input: given });
        }),
      )
      .min(1)
      .describe("Types, families or Batch's bundles, for example c7g.4xlarge, c7g, optimal."),
    min_vcpus: wholeNumber("vCPUs", 0, 100_000)
      .default(0)
      .describe(
        "vCPUs that are there from the start to the end. Above 0 with one type only: AWS does not publish which types it starts for them.",
      ),
    max_vcpus: wholeNumber("vCPUs", 1, 1_000_000),
    purchase: z.enum(["on-demand", "spot"]).default("on-demand"),
    allocation_strategy: z
      .enum([
        "BEST_FIT",
        "BEST_FIT_PROGRESSIVE",
        "BEST_FIT_PROGRESSIVE_ORDERED",
        "SPOT_CAPACITY_OPTIMIZED",
        "SPOT_PRICE_CAPACITY_OPTIMIZED",
      ])
      .optional()
      .describe("Default: BEST_FIT_PROGRESSIVE, of Spot SPOT_PRICE_CAPACITY_OPTIMIZED, as AWS advises."),
    boot_seconds: seconds.describe("From the launch of an instance until it takes jobs. AWS publishes none."),
    pull_seconds: seconds.describe("After that, for the image: once on each instance."),
    idle_seconds: seconds.describe(
      "For how long an instance without jobs is kept, above min_vcpus. AWS publishes none.",
    ),
    interruptions_per_instance_hour: z
      .number()
      .min(0)
      .max(60)
      .optional()
      .describe(
        "Of Spot, which has to say it: how often EC2 takes an instance away, at random, by the seed. 0 for never.",
      ),
    usd_per_hour: z
      .record(z.string(), z.number().positive())
      .default({})
      .describe("Price of a type as you say. Default: of the price records; of Spot mostly none is known."),
  })
  .superRefine(({ instance_types: types, ...of }, context) => {
    const refuse = (path: string, message: string, input: unknown) =>
      context.addIssue({ code: "custom", path: [path], message, input });
    if (of.min_vcpus > of.max_vcpus)
      refuse("min_vcpus", `must be at most max_vcpus, ${of.max_vcpus}`, of.min_vcpus);
    const launchable = types.flatMap(launchableTypes);
    if (of.min_vcpus > 0 && (types.length > 1 || launchable.length !== 1))
      refuse("min_vcpus", "above 0 only with one instance type", of.min_vcpus);
    const rate = of.interruptions_per_instance_hour;
    if (of.purchase === "spot" && rate === undefined)
      refuse("interruptions_per_instance_hour", "of spot it has to be stated, 0 for never", rate);
    if (of.purchase === "on-demand" && rate !== undefined)
      refuse("interruptions_per_instance_hour", "only of spot", rate);
    const strategy = of.allocation_strategy;
    if (of.purchase === "on-demand" && strategy?.startsWith("SPOT_"))
      refuse("allocation_strategy", "SPOT_… only of spot", strategy);
    if (new Set(launchable.map(({ architecture }) => architecture)).size > 1)
      refuse("instance_types", "all of one architecture: a job's image is of one", types);
  });

const queue = z.strictObject({
  priority: wholeNumber("priority", 0, 1000)
    .default(1)
    .describe("Where queues share an environment the higher goes first."),
  environments: z.array(name).min(1).max(3).describe("In the order in which they are tried; up to 3."),
  shares: z
    .strictObject({
      decay_seconds: wholeNumber("seconds", 0, 604_800).default(0),
      reservation_percent: wholeNumber("per cent", 0, 99).default(0),
      weights: z
        .record(z.string(), z.number().min(0.0001).max(999.9999))
        .default({})
        .describe("How much a share's use counts: the lower, the more it gets; 1 for those not named."),
    })
    .optional()
    .describe(
      "A fair-share scheduling policy; then its jobs name their share. Without: first in, first out.",
    ),
});

const parts = {
  environments: z.record(name, environment),
  queues: z.record(name, queue),
  jobs: z.record(name, jobGroup),
};

const part = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What is simulated, with the variants that are held beside it. Variants are checked once they are put together. */
export const scenarioFile = z
  .strictObject({
    name,
    description: z.string(),
    seed: wholeNumber("seed", 1, 2 ** 31 - 1)
      .default(1)
      .describe("Of all that is random: durations, arrivals, interruptions, the order of a suite's jobs."),
    region: z.string().default("us-east-1").describe("Whose list prices."),
    ...parts,
    variants: z
      .array(
        z.strictObject({
          name,
          environments: part.default({}),
          queues: part.default({}),
          jobs: part.default({}),
        }),
      )
      .max(20)
      .refine((variants) => new Set(variants.map((of) => of.name)).size === variants.length, {
        message: "each has a name of its own",
      })
      .default([])
      .describe("What each has otherwise: objects are put together key by key."),
  })
  .describe("A scenario: jobs, queues and instances, to be simulated");

/** One variant as a whole. */
export const scenario = z.strictObject(parts).superRefine(({ environments, queues, jobs }, context) => {
  const require = (path: (string | number)[], given: string, known: object, what: string) => {
    if (Object.hasOwn(known, given)) return;
    const message = `allowed: ${what} of the scenario (${Object.keys(known).join(", ") || "there is none"})`;
    context.addIssue({ code: "custom", path, message, input: given });
  };
  for (const [of, { environments: order }] of Object.entries(queues))
    for (const [index, one] of order.entries())
      require(["queues", of, "environments", index], one, environments, "an environment");
  for (const [of, group] of Object.entries(jobs)) {
    if (group.queue !== undefined) require(["jobs", of, "queue"], group.queue, queues, "a queue");
    for (const [index, one] of group.after.entries())
      require(["jobs", of, "after", index], one, jobs, "a group of jobs");
  }
});

export type ScenarioFile = z.output<typeof scenarioFile>;
export type Scenario = z.output<typeof scenario>;
export type ScenarioEnvironment = Scenario["environments"][string];
