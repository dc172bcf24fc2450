import { z } from "zod";
import { observed } from "./observed.ts";

export const jobRecordSchemaVersion = "1.0";

const instant = observed(z.iso.datetime());

/**
 * `job.json`: what AWS Batch knows of a job, and the program inside it does not. Written beside the result after the
 * job has ended, by whoever followed it; so the manifest does not list it, and a result may be without.
 */
export const jobRecord = z
  .strictObject({
    schema_version: z.literal(jobRecordSchemaVersion),
    job_id: z.string().min(1),
    attempt: z.int().positive().describe("The attempt beside whose result this is."),
    recorded_at: z.iso.datetime(),
    queue: z.string(),
    definition: z.string().describe("ARN of the job definition, its revision included."),
    submitted_at: instant.describe("Of the job: when Batch took it."),
    started_at: instant.describe("Of this attempt: when its container ran."),
    stopped_at: instant.describe("Of this attempt: when its container had ended."),
    attempts: z
      .array(
        z.strictObject({
          started_at: instant,
          stopped_at: instant,
          exit_code: z.int().nullable(),
          reason: z.string().nullable(),
        }),
      )
      .describe("Every attempt of the job, in their order."),
  })
  .describe("What AWS Batch knows of the job of a result");

export type JobRecord = z.output<typeof jobRecord>;
