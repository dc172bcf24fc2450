import { resourceName } from "../arns.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import { isTerminal, type Job } from "./job.ts";
import { stopGraceMs } from "../scheduler/attempt/run-attempt.ts";

type Stop = "cancel" | "terminate";

/** Ends a job that has not been placed; a job that is STARTING or RUNNING is left alone, without an error. */
export function cancelJob(context: BatchContext): BatchHandler<"CancelJob"> {
  return ({ jobId, reason }) => {
    stopJob(context, find(context, jobId, reason), reason, "cancel");
    return {};
  };
}

/** Ends a job in any state: a container gets SIGTERM and, 30 s later, SIGKILL. It is not retried. */
export function terminateJob(context: BatchContext): BatchHandler<"TerminateJob"> {
  return ({ jobId, reason }) => {
    stopJob(context, find(context, jobId, reason), reason, "terminate");
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

export function stopJob(context: BatchContext, job: Job, reason: string, how: Stop): void {
  if (isTerminal(job)) return;
  const isPlaced = job.status === "STARTING" || job.status === "RUNNING";
  if (isPlaced && how === "cancel") return;
  if (how === "cancel") job.isCancelled = true;
  else job.isTerminated = true;
  job.stopReason ??= reason;

  if (isPlaced) {
    job.run?.stop({ kind: "terminated", reason }, stopGraceMs);
  } else if (job.array?.kind === "parent" && job.array.children.length > 0) {
    // The array itself ends with the last of its children. From the end, or children that wait for the one before them
    // would fail for its sake.
    for (const child of job.array.children.toReversed()) stopJob(context, child, reason, how);
  } else if (!context.admission.giveUp(job, reason)) {
    context.scheduler.withdraw(job);
    context.jobs.move(job, "FAILED", reason);
  }
}
