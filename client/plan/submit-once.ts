import { setTimeout as sleep } from "node:timers/promises";
import { ListJobsCommand, type BatchClient } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Submission } from "../../contract/submission.ts";
import { pages } from "../pages.ts";
import { submitJob } from "../run-job.ts";

interface Submitting {
  /** One that does not repeat requests by itself: SubmitJob has no token that would make a second one harmless. */
  readonly submitter: BatchClient;
  readonly signal: AbortSignal;
  /** Before another try of what Batch was too busy for. */
  readonly pauseMs?: number;
  /** Whether somebody may have submitted it before: then it is looked for first. */
  readonly mayBeThere?: boolean;
}

const tries = 5;

/**
 * Submits a job under a name that only it has. Where no answer came, the job may be there all the same: it is looked
 * for by its name before it is submitted again. Throws {@link GeosBenchError} `submit-failed`.
 */
export async function submitOnce(
  request: Submission,
  { submitter, signal, pauseMs = 1000, mayBeThere = false }: Submitting,
): Promise<string> {
  const there = mayBeThere ? await findByName(submitter, request) : undefined;
  if (there !== undefined) return there;
  for (let number = 1; ; number += 1) {
    try {
      return await submitJob(submitter, request);
    } catch (cause) {
      const found = await findByName(submitter, request).catch(() => undefined);
      if (found !== undefined) return found;
      if (number < tries && isPassing(cause)) {
        await sleep(pauseMs * 2 ** (number - 1), undefined, { signal });
        continue;
      }
      throw new GeosBenchError(`AWS Batch does not take ${request.jobName}: ${(cause as Error).message}`, {
        code: "submit-failed",
        hint: "AWS credentials that may call batch:SubmitJob on the queue and on the definition are needed, and the stack geos-chem-batch as its outputs say.",
      });
    }
  }
}

/** The id of the job of that name, whatever has become of it. */
export async function findByName(
  batch: BatchClient,
  { jobQueue, jobName }: Pick<Submission, "jobQueue" | "jobName">,
): Promise<string | undefined> {
  const filters = [{ name: "JOB_NAME", values: [jobName] }];
  const listed = pages((nextToken) => batch.send(new ListJobsCommand({ jobQueue, filters, nextToken })));
  for await (const { jobSummaryList = [] } of listed) {
    // The filter ignores case.
    const found = jobSummaryList.find((job) => job.jobName === jobName);
    if (found) return found.jobId;
  }
  return undefined;
}

/** Throttled, or a fault of the service's: by the names that AWS Batch's errors have (API reference, "Common Errors"). */
function isPassing(error: unknown): boolean {
  const { name, $retryable: retryable } = error as { name?: string; $retryable?: object };
  return retryable !== undefined || name === "TooManyRequestsException" || name === "ServerException";
}
