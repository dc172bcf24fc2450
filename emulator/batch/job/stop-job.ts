import type { BatchContext } from "../batch-context.ts";
import type { StopCause } from "./job-reason.ts";
import { isTerminal, type Job } from "./job.ts";

/** Cancels or terminates a job, in whatever state it is; one that has ended stays as it is. */
export function stopJob(
  context: BatchContext,
  job: Job,
  cause: Extract<StopCause, { kind: "cancelled" | "terminated" }>,
): void {
  if (isTerminal(job)) return;
  const isPlaced = job.status === "STARTING" || job.status === "RUNNING";
  if (isPlaced && cause.kind === "cancelled") return;
  // Nodes wait together.
  if (!isPlaced && job.nodes?.kind === "node") return stopJob(context, job.nodes.parent, cause);
  job.stops.push(cause);
  context.jobs.changed(job);

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
