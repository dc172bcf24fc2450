import type { BatchHandler } from "../../ports/batch-api.ts";
import { resourceName } from "../arns.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import type { StopCause } from "./job-reason.ts";
import { isTerminal, type Job } from "./job.ts";

/** Ends a job that has not been placed; a job that is STARTING or RUNNING is left alone, without an error. */
export function cancelJob(context: BatchContext): BatchHandler<"CancelJob"> {
  return ({ jobId, reason }) => {
    stopJob(context, find(context, jobId, reason), { kind: "cancelled", reason });
    return {};
  };
}

/** Ends a job in any state: a container gets SIGTERM and, 30 s later, SIGKILL. It is not retried. */
export function terminateJob(context: BatchContext): BatchHandler<"TerminateJob"> {
  return ({ jobId, reason }) => {
    stopJob(context, find(context, jobId, reason), { kind: "terminated", reason });
    return {};
  };
}

function find({ jobs }: BatchContext, jobId: string, reason: string): Job {
  // API reference, CancelJob and TerminateJob: "This parameter has a limit of 1024 characters."
  if (reason.length > 1024) throw resourceErrors.invalid("reason can have at most 1024 characters");
  const job = jobs.get(resourceName(jobId));
  if (!job) throw jobErrors.notFound(jobId);
  return job;
}

type Request = Extract<StopCause, { kind: "cancelled" | "terminated" }>;

export function stopJob(context: BatchContext, job: Job, cause: Request): void {
  if (isTerminal(job)) return;
  const isPlaced = job.status === "STARTING" || job.status === "RUNNING";
  if (isPlaced && cause.kind === "cancelled") return;
  job.stops.push(cause);

  if (isPlaced) {
    context.scheduler.stop(job, cause);
  } else if (job.array?.kind === "parent" && job.array.children.length > 0) {
    // The array itself ends with the last of its children. From the end, or children that wait for the one before them
    // would fail for its sake.
    for (const child of job.array.children.toReversed()) stopJob(context, child, cause);
  } else if (!context.admission.isWaiting(job)) {
    context.scheduler.withdraw(job);
    context.jobs.move(job, "FAILED", cause);
  }
}
