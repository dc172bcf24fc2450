import { z } from "zod";

const rate = z.number().positive();
const rates = z.strictObject({
  best: rate.describe("Of the fastest trial: what the machine can do."),
  median: rate.describe("Of the middle trial: what it mostly did."),
});

/** What `machine-canary` writes: the machine itself, measured in seconds, whatever the workload. */
export const canaryReport = z.strictObject({
  report_version: z.literal(1),
  program: z.literal("machine-canary"),
  version: z.string(),
  compiler: z.string(),
  compiler_options: z.string(),
  threads: z.int().positive(),
  triad: z
    .strictObject({
      array_bytes: z.int().positive().describe("Of each of the three arrays."),
      trials: z.int().positive(),
      gb_per_s: rates.describe("10^9 bytes per second, all threads."),
      relative_error: z.number().nonnegative().describe("Worst deviation from the closed form."),
      counting: z.string().describe("Which bytes count."),
    })
    .describe("STREAM triad: memory bandwidth."),
  clock: z
    .strictObject({
      trials: z.int().positive(),
      cycles_per_trial: z.int().positive(),
      single_thread_ghz: rates,
      all_threads_ghz: rates.describe("The slowest of all threads at once."),
      method: z.string(),
    })
    .describe("Effective clock: cycles that a program really gets per second."),
});

export type CanaryReport = z.output<typeof canaryReport>;
