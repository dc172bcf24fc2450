import { z } from "zod";

const steps = {
  "run-directory": "making or copying the run directory, once",
  "dry-run": "asking the model what it will read",
  fetch: "looking up and fetching what was missing, hashed as it came",
  hash: "comparing files with what was once fetched",
  copy: "copying the run directory, for every run",
  cache: "reading input files into the page cache, or dropping them from it, for every run",
} as const;

/** What a job does before and between runs so that they can run: paid for, and in no run's time. */
export const staging = z.strictObject({
  steps: z.array(
    z.strictObject({
      step: z.enum(Object.keys(steps) as [StagingStep, ...StagingStep[]]).describe(
        Object.entries(steps)
          .map(([name, what]) => `${name}: ${what}`)
          .join("; "),
      ),
      times: z.int().positive().describe("How often it was done."),
      seconds: z.number().nonnegative().describe("Wall time, all times together."),
      bytes: z
        .number()
        .nonnegative()
        .nullable()
        .describe("Fetched, read or copied, all times together; null: not counted."),
    }),
  ),
  seconds: z.number().nonnegative().describe("Wall time of all steps."),
});

export type StagingStep = keyof typeof steps;
export type Staging = z.output<typeof staging>;
