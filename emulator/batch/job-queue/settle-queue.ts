import type { BatchContext } from "../batch-context.ts";
import { afterTransition } from "../resource/transition.ts";
import type { JobQueue } from "./job-queue.ts";

/** What was asked of a queue counts at once; after a while it is VALID again. */
export function settleQueue({ clock, scheduler, queues }: BatchContext, queue: JobQueue): void {
  scheduler.resourcesChanged();
  afterTransition(clock, () => {
    queues.update(queue, { status: "VALID", statusReason: "JobQueue Healthy" });
    scheduler.resourcesChanged();
  });
}
