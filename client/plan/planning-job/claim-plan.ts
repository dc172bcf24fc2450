import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { parseJson } from "../../../contract/parse-json.ts";
import type { ResultStore } from "../../../report/read/result-store.ts";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import { placeOf } from "../closing-job/closing-order.ts";
import type { PlanEvent } from "../journal.ts";
import { planRecord, type PlanRecord } from "../plan-record.ts";
import { jobNameOf } from "../submit-plan.ts";

/** A plan that a job made, as it is kept beside the results: `<output path>/plans/<plan>/plan.json`. */
const plannedFile = z
  .strictObject({
    schema_version: z.literal("1.0"),
    planned_by: z.string().describe("Id of the job that made it, and alone submits it."),
    plan: planRecord,
  })
  .describe("A plan that a job made");

type Planned = z.output<typeof plannedFile>;

interface Claim {
  readonly planned: Planned;
  /** Whether it is there only now: nothing of it can be submitted yet. */
  readonly isNew: boolean;
}

/**
 * Keeps a plan, or finds the one that is kept under its id: of two jobs that make it at once, which Scheduler's deliveries
 * "at least once" can lead to, one is named in it. Throws {@link GeosBenchError} `access-denied`, `invalid-plan-record`.
 */
export async function claimPlan(s3: S3Client, plan: PlanRecord, jobId: string): Promise<Claim> {
  const store = bucketStore(s3, placeOf(plan));
  const file = `plans/${plan.id}/plan.json`;
  const planned: Planned = { schema_version: "1.0", planned_by: jobId, plan };
  if (await store.create(file, Buffer.from(`${JSON.stringify(planned, null, 2)}\n`))) {
    return { planned, isNew: true };
  }
  return { planned: await readPlanned(store, file), isNew: false };
}

/** What {@link claimPlan} kept. Throws {@link GeosBenchError} `invalid-plan-record`. */
export async function readPlanned(store: Pick<ResultStore, "read">, file: string): Promise<Planned> {
  const text = Buffer.from(await store.read(file)).toString("utf8");
  return parseJson(plannedFile, text, "planRecord", "plan that a job made");
}

/** What the job that made a plan may have submitted of it: each job is to be looked for by its name. */
export const mayBeSubmitted = (record: PlanRecord): PlanEvent[] =>
  record.jobs.map((job) => ({
    event: "submitting",
    job: job.number,
    try: 1,
    job_name: jobNameOf(record, job, 1),
    at: record.created_at,
  }));
