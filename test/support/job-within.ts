import type { BatchClient, JobDetail } from "@aws-sdk/client-batch";
import { hasEnded, waitForJob } from "../../client/wait-for-job.ts";

/** The job when it is as wanted; fails with what it looks like when that takes too long. */
export async function jobWithin(
  batch: BatchClient,
  jobId: string,
  seconds: number,
  until: (job: JobDetail) => boolean = hasEnded,
): Promise<JobDetail> {
  const signal = AbortSignal.timeout(seconds * 1000);
  let last: JobDetail | undefined;
  const seen = (job: JobDetail): void => void (last = job);
  return waitForJob(batch, jobId, { pollMs: 50, signal, until, seen }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new Error(`The job did not get there within ${seconds} s: ${JSON.stringify(last, null, 1)}`);
  });
}
