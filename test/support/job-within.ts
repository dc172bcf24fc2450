import type { BatchClient, JobDetail } from "@aws-sdk/client-batch";
import { hasEnded, waitForJob } from "../../client/wait-for-job.ts";
import { patience } from "./patience.ts";

/** The job when it is as wanted; a test that hangs fails with what the job looks like. */
export async function jobWithin(
  batch: BatchClient,
  jobId: string,
  until: (job: JobDetail) => boolean = hasEnded,
): Promise<JobDetail> {
  const signal = AbortSignal.timeout(patience);
  let last: JobDetail | undefined;
  const seen = (job: JobDetail): void => void (last = job);
  return waitForJob(batch, jobId, { pollMs: 50, signal, until, seen }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new Error(`The job did not get there: ${JSON.stringify(last, null, 1)}`);
  });
}
