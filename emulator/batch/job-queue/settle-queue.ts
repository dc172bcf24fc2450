import type { BatchContext } from "../batch-context.ts";
import type { JobQueue } from "./job-queue.ts";

/** What was asked of a queue counts at once; after a while it is VALID again. */
export function settleQueue(
  { afterTransition, scheduler, serviceScheduler, queues }: BatchContext,
  queue: JobQueue,
): void {
  scheduler.resourcesChanged();
  afterTransition(() => {
    queues.update(queue, { status: "VALID", statusReason: "JobQueue Healthy" });
    scheduler.resourcesChanged();
    serviceScheduler.resourcesChanged();
  });
}
