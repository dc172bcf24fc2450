import { setTimeout as sleep } from "node:timers/promises";
import { DescribeJobsCommand, type BatchClient, type JobDetail } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../contract/errors.ts";

export interface JobWait {
  /** Between two questions; AWS limits how often it may be asked. */
  readonly pollMs: number;
  /** An aborted one rejects; the job goes on. */
  readonly signal?: AbortSignal | undefined;
  /** What is waited for; default: the job's end. */
  readonly until?: (job: JobDetail) => boolean;
  /** Sees the job each time that it is asked for. */
  readonly seen?: (job: JobDetail) => Promise<void> | void;
}

export const hasEnded = ({ status }: JobDetail): boolean => status === "SUCCEEDED" || status === "FAILED";

/** Asks for a job until it is as wanted. Throws {@link GeosBenchError} `job-lost` when AWS Batch does not know it. */
export async function waitForJob(
  batch: BatchClient,
  jobId: string,
  { pollMs, signal, until = hasEnded, seen }: JobWait,
): Promise<JobDetail> {
  for (;;) {
    const job = await describeJob(batch, jobId);
    await seen?.(job);
    if (until(job)) return job;
    await sleep(pollMs, undefined, { signal });
  }
}

/** Throws {@link GeosBenchError} `job-lost`. */
export async function describeJob(batch: BatchClient, jobId: string): Promise<JobDetail> {
  const { jobs } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs ?? [];
  if (job) return job;
  throw new GeosBenchError(`Job ${jobId} is not known to AWS Batch any more.`, {
    code: "job-lost",
    hint: "If it was the local one: it was restarted meanwhile, and its jobs live in memory only. Run it again.",
  });
}
