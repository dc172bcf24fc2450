import type { S3Client } from "@aws-sdk/client-s3";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { addToIndex, updateIndex } from "../../report/index/update-index.ts";
import { bucketStore } from "../../report/read/bucket-store.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { jobStates } from "./job-states.ts";
import type { Journal } from "./journal.ts";
import { judgePlan, type Judged } from "./judge-plan.ts";
import type { PlanRecord } from "./plan-record.ts";

/** What a plan came to, once every job of it has ended. */
export interface PlanReport extends Judged {
  /** Results that are new in the index of each place; `null` with the reason where it could not be brought up to date. */
  readonly indexed: readonly { readonly place: string; readonly added: Observed<number> }[];
}

interface Closing {
  readonly record: PlanRecord;
  readonly journal: Journal;
  readonly s3: S3Client;
  readonly outputDir: string;
}

/**
 * Depends on every job of the plan: indexes the results, here and where they are stored, and judges what the suite was
 * run to find out. A bucket that may only be read is no fault.
 */
export async function closePlan({ record, journal, s3, outputDir }: Closing): Promise<PlanReport> {
  const states = jobStates(record, journal.events);
  const finished = record.jobs.flatMap((job) => {
    const state = states.get(job.number);
    return state?.kind === "ended" && state.ended.result !== null
      ? [{ job, ended: state.ended, folder: state.ended.result }]
      : [];
  });
  const indexed: { place: string; added: Observed<number> }[] = [];
  for (const [outputPath, jobs] of Map.groupBy(finished, ({ job }) => job.output_path)) {
    const { bucket, key: prefix } = parseS3Url(outputPath);
    const store = bucketStore(s3, { bucket, prefix });
    const added = await addToIndex(
      store,
      jobs.map(({ folder }) => folder),
    ).then(
      (update): Observed<number> => ({ value: update.added }),
      (error: Error) => unknownBecause(error.message),
    );
    indexed.push({ place: store.uri, added });
  }
  const here = folderStore(outputDir);
  indexed.push({ place: here.uri, added: { value: (await updateIndex(here)).added } });
  const judged = await judgePlan(record, new Set(finished.map(({ ended }) => ended.job_id)), [here]);
  await journal.append({ event: "closed", at: new Date().toISOString() });
  return { indexed, ...judged };
}
