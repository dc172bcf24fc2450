import { z } from "zod";
import { wholeNumber } from "./whole-number.ts";

const positive = z.number().positive("must be above 0 (seconds)").max(31_536_000, "must be at most a year");

/** How long a container runs, pull and boot left out. */
const duration = z
  .union(
    [
      positive,
      z.strictObject({
        lognormal: z.strictObject({
          median: positive,
          sigma: z.number().positive().max(5).describe("Standard deviation of the logarithm."),
        }),
      }),
    ],
    { error: "allowed: a number of seconds, or {lognormal: {median, sigma}}" },
  )
  .describe("A number, or drawn for each job by the seed.");

/** When jobs are submitted, counted from the start. */
const arrivals = z
  .union(
    [
      z.strictObject({ at_seconds: z.number().min(0) }),
      z.strictObject({ every_seconds: positive, from_seconds: z.number().min(0).default(0) }),
      z.strictObject({ poisson_per_hour: z.number().positive(), from_seconds: z.number().min(0).default(0) }),
    ],
    {
      error:
        "allowed: {at_seconds}, {every_seconds, from_seconds} or {poisson_per_hour, from_seconds}, by one of these alone",
    },
  )
  .default({ at_seconds: 0 })
  .describe("All at once, evenly spaced, or at random by the seed, one submission after another.");

const common = {
  share: z
    .string()
    .regex(/^[A-Za-z0-9]{1,255}$/, "up to 255 letters and digits")
    .optional()
    .describe("In a queue with shares."),
  scheduling_priority: wholeNumber("priority", 0, 9999).optional().describe("Within a share."),
  attempts: wholeNumber("attempts", 1, 10)
    .default(1)
    .describe("retryStrategy: an interrupted job starts again from its beginning, so often at most."),
  timeout_seconds: wholeNumber("seconds", 60, 31_536_000).optional().describe("Of one attempt."),
  arrivals,
  after: z
    .array(z.string())
    .max(20)
    .default([])
    .describe("Groups whose jobs have to succeed first: dependsOn of each of its jobs."),
};

const plain = z.strictObject({
  kind: z.literal("jobs").default("jobs"),
  queue: z.string(),
  count: wholeNumber("submissions", 1, 1_000_000).default(1),
  array_size: wholeNumber("children", 2, 10_000)
    .optional()
    .describe("Each submission is an array of so many jobs."),
  each_after: z
    .boolean()
    .default(false)
    .describe("Children wait for the child of the same index (N_TO_N), not for the whole array."),
  vcpus: wholeNumber("vCPUs", 1, 1000),
  memory_mib: wholeNumber("MiB", 4, 32_000_000),
  seconds: duration,
  ...common,
});

const ofSuite = z.strictObject({
  kind: z.literal("suite").default("suite"),
  suite: z.string().describe("A suite of suites/ by its name, or a file: its jobs, in their order."),
  queue: z
    .string()
    .optional()
    .describe("Default: for each benchmark the queue whose environments have its instance type."),
  replicates: wholeNumber("replicates", 1, 1000).optional().describe("Instead of the suite's."),
  seconds: z
    .record(z.string(), positive)
    .default({})
    .describe("Of a benchmark by its id, as you say; of the others as gcbench plan predicts."),
  ...common,
});

/** Jobs that are alike, or those of a suite: which of the two need not be said. */
export const jobGroup = z.preprocess(
  (given) =>
    typeof given === "object" && given !== null && !("kind" in given)
      ? { kind: "suite" in given ? "suite" : "jobs", ...given }
      : given,
  z.discriminatedUnion("kind", [plain, ofSuite], { error: "allowed kinds: jobs, suite" }),
);

export type PlainGroup = z.output<typeof plain>;
export type SuiteGroup = z.output<typeof ofSuite>;
export type JobGroup = PlainGroup | SuiteGroup;
export type Duration = PlainGroup["seconds"];
export type Arrivals = PlainGroup["arrivals"];
