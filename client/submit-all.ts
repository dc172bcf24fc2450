import type { BatchClient } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../contract/errors.ts";
import { submission } from "../contract/submission.ts";
import { submitJob, type JobRequest } from "./run-job.ts";
import type { SubmittedJob } from "./run-benchmark.ts";

/** Submits one after another; where one is refused, the error says which are submitted. */
export async function submitAll(
  batch: BatchClient,
  requests: readonly JobRequest[],
): Promise<SubmittedJob[]> {
  const jobs: SubmittedJob[] = [];
  for (const request of requests) {
    const since = performance.now();
    try {
      jobs.push({ request, jobId: await submitJob(batch, submission(request)), since });
    } catch (cause) {
      const others = jobs.map((job) => `${job.request.config.id} is submitted: ${job.jobId}`);
      throw new GeosBenchError(
        [`AWS Batch does not take ${request.config.id}: ${(cause as Error).message}`, ...others].join("\n"),
        {
          code: "submit-failed",
          hint: "AWS credentials that may call batch:SubmitJob on the queue and on the definition are needed, and the stack geos-chem-batch as its outputs say.",
        },
      );
    }
  }
  return jobs;
}
