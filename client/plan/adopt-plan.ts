import type { S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { bucketStore } from "../../report/read/bucket-store.ts";
import { readOrder } from "./closing-job/closing-order.ts";
import { openJournal, type PlanEvent } from "./journal.ts";
import { knownPlans, storePlan, type PlanRecord } from "./plan-record.ts";
import { mayBeSubmitted, readPlanned } from "./planning-job/claim-plan.ts";

/**
 * Makes a plan that a schedule or another machine submitted one of this folder's, to be followed and gone on with here; one
 * that is here already stays as it stands. `url`: where it is kept, `<output path>/plans/<plan>`. Its id. Throws {@link
 * GeosBenchError} `unknown-plan`, `access-denied`, `invalid-plan-record`, `malformed-s3-url`.
 */
export async function adoptPlan(
  s3: S3Client,
  url: string,
  outputDir: string,
  now: Date = new Date(),
): Promise<string> {
  const { record, events } = await keptPlan(s3, url, now);
  if ((await knownPlans(outputDir)).includes(record.id)) return record.id;
  await storePlan(outputDir, record);
  const journal = await openJournal(outputDir, record.id);
  for (const event of events) await journal.append(event);
  return record.id;
}

/** Ended jobs are listed for at least so long (AWS Batch user guide, "Job states"). */
const knownFor = 7 * 24 * 3_600_000;

interface Kept {
  readonly record: PlanRecord;
  /** How far it is known to have come. */
  readonly events: readonly PlanEvent[];
}

async function keptPlan(s3: S3Client, url: string, now: Date): Promise<Kept> {
  const { bucket, key } = parseS3Url(url.replace(/\/+$/, ""));
  const store = bucketStore(s3, { bucket, prefix: key });
  const names: string[] = [];
  for await (const { path } of store.list()) names.push(path);
  const closing = names.find((name) => /^closing-[0-9a-f]+\.json$/.test(name));
  // It has the ids of all jobs.
  if (closing !== undefined) {
    const { order } = await readOrder(s3, `${store.uri}/${closing}`);
    const { plan: record, jobs } = order;
    const events = jobs.map(({ number, job_id }) => ({
      event: "submitted" as const,
      job: number,
      try: 1,
      job_id,
      at: record.created_at,
    }));
    return { record, events };
  }
  if (names.includes("plan.json")) {
    const { plan: record } = await readPlanned(store, "plan.json");
    if (now.getTime() - Date.parse(record.created_at) < knownFor) {
      return { record, events: mayBeSubmitted(record) };
    }
    throw new GeosBenchError(
      `${store.uri} has no ids of jobs: the job that planned it did not come to its end. Batch knows jobs by their names for a week, which has passed: what ran of it cannot be told, and may not be run twice.`,
      {
        code: "unknown-plan",
        hint: "What it measured lies with the results (gcbench index). Run the suite anew: gcbench submit.",
      },
    );
  }
  throw new GeosBenchError(`${store.uri} has no plan.`, {
    code: "unknown-plan",
    hint: "A plan that nobody waits for is kept at <output path>/plans/<plan>, as plan.json or closing-….json: aws s3 ls.",
  });
}
