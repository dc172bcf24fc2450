import { reasons } from "../../aws/reasons.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { isPart, isTerminal, type Job } from "../job/job.ts";
import { stopJob } from "../job/stop-job.ts";
import { sharesOf } from "../quota-share/shares-of.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import type { JobQueue } from "./job-queue.ts";

/**
 * "All jobs in the queue are eventually terminated" (API reference, DeleteJobQueue); the queue goes with the last
 * one.
 */
export function deleteJobQueue(context: BatchContext): BatchHandler<"DeleteJobQueue"> {
  const { queues, jobs, tags, afterTransition, scheduler, serviceJobs, serviceScheduler, quotaShares } =
    context;
  /** Queues in deletion, with how many of their jobs have not ended. */
  const leaving = new Map<JobQueue, number>();

  const openJobs = (queue: JobQueue): Job[] =>
    [...jobs.newestFirst()].filter((job) => job.queue === queue && !isTerminal(job));

  function leave(queue: JobQueue): void {
    if ((leaving.get(queue) ?? 0) > 0) return;
    leaving.delete(queue);
    afterTransition(() => {
      queues.remove(queue);
      for (const { arn } of [queue, ...sharesOf(queue, quotaShares.all())]) tags.forget(arn);
      // Nothing says that they must go first; they are of the queue, as their ARNs are.
      for (const share of sharesOf(queue, quotaShares.all())) quotaShares.remove(share);
      scheduler.resourcesChanged();
    });
  }

  jobs.onEnd(({ queue }) => {
    const open = leaving.get(queue);
    if (open === undefined) return;
    leaving.set(queue, open - 1);
    leave(queue);
  });

  // Begun before a restart: its jobs were told to end then.
  for (const queue of queues.all()) {
    if (queue.status !== "DELETING") continue;
    leaving.set(queue, openJobs(queue).length);
    leave(queue);
  }

  return ({ jobQueue: reference }) => {
    const queue = queues.find(reference);
    if (!queue || queue.status === "DELETING") return {};
    if (!isSettled(queue.status)) throw resourceErrors.beingModified("delete");
    if (queue.state !== "DISABLED") throw resourceErrors.notDisabled("job queue", queue.name);
    queues.update(queue, { status: "DELETING" });
    const open = openJobs(queue);
    // One more than there are, so that the last of those that end at once does not end the deletion twice.
    leaving.set(queue, open.length + 1);
    for (const job of open) {
      if (!isPart(job)) stopJob(context, job, { kind: "terminated", reason: reasons.queueDeleted });
    }
    // These end at once.
    for (const job of serviceJobs.all())
      if (job.queue === queue.arn) serviceScheduler.terminate(job, reasons.queueDeleted);
    leaving.set(queue, (leaving.get(queue) ?? 1) - 1);
    leave(queue);
    return {};
  };
}
