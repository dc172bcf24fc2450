import { z } from "zod";
import { primaryContrast, reference } from "./suite.ts";

/**
 * What a closing job that a schedule submits has to know: nobody can tell it the ids of jobs that other schedules
 * submitted. The parameter `plan`, as JSON.
 */
export const standingOrder = z
  .strictObject({
    schema_version: z.literal("1.0"),
    suite: z.string(),
    /** Where the suite's results are stored. */
    output_path: z.string(),
    primary_contrasts: z.array(primaryContrast),
    references: z.array(reference),
  })
  .describe("What a closing job that a schedule submits closes");

export type StandingOrder = z.output<typeof standingOrder>;
