import { z } from "zod";
import { benchmarkConfig } from "./benchmark-config.ts";

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use 1 to 40 lower-case letters, digits and -");

export const suiteName = name.describe("Name of the suite; of its file too, where that is in suites/.");
export const suiteTag = name.describe("A word to select benchmarks by.");

/** Two benchmarks of a suite that it is run to compare. */
export const primaryContrast = z.strictObject({
  name: z.string().min(1),
  baseline: z.string().describe("Id of the benchmark that is there already."),
  candidate: z.string().describe("Id of the benchmark that is held against it."),
});

/**
 * What a benchmark is expected to measure, and how far off is still right: the form of ReFrame's references ("ReFrame
 * Programming APIs", `reference`), by name instead of by position.
 */
export const reference = z.strictObject({
  benchmark: z.string().describe("Id of the benchmark."),
  measure: z
    .enum(["wall", "main-loop"])
    .default("wall")
    .describe("wall: wall time of the whole run, s. main-loop: simulated days per day."),
  value: z.number().positive().describe("In the unit of the measure."),
  lower: z
    .number()
    .gt(-1, "must be a fraction above -1")
    .max(0, "must not be above 0")
    .nullable()
    .describe("How far below the value is still right: a fraction, -0.05 for 5 %; null for any."),
  upper: z
    .number()
    .min(0, "must not be below 0")
    .nullable()
    .describe("How far above it: a fraction, 0.05 for 5 %; null for any."),
  source: z.string().min(1).describe("Where the value comes from: a result, a machine, a date."),
});

/** Whole: every benchmark written out. Its file may say it shorter: see {@link suiteFile}. */
export const suite = z
  .strictObject({
    name: suiteName,
    description: z.string(),
    replicates: z.int(),
    benchmarks: z.record(z.string(), benchmarkConfig),
    tags: z.record(z.string(), z.array(suiteTag)),
    primary_contrasts: z.array(primaryContrast),
    references: z.array(reference),
  })
  .superRefine(({ benchmarks, primary_contrasts: contrasts, references }, context) => {
    const ids = Object.keys(benchmarks);
    const require = (path: (string | number)[], id: string) => {
      if (id in benchmarks) return;
      const message = `allowed: the id of a benchmark of the suite (${ids.join(", ")})`;
      context.addIssue({ code: "custom", path, message, input: id });
    };
    for (const [index, contrast] of contrasts.entries()) {
      for (const arm of ["baseline", "candidate"] as const)
        require(["primary_contrasts", index, arm], contrast[arm]);
    }
    for (const [index, { benchmark }] of references.entries())
      require(["references", index, "benchmark"], benchmark);
  })
  .transform(({ benchmarks, tags, ...rest }) => ({
    ...rest,
    benchmarks: Object.values(benchmarks),
    tags: new Map(Object.entries(tags)),
  }));

/** Benchmarks that are run together, and what they are run to find out. Ids are unique within it. */
export type Suite = z.output<typeof suite>;
