import type { BatchContext } from "../batch-context.ts";
import { afterTransition } from "../resource/transition.ts";
import type { JobQueue } from "./job-queue.ts";

/** What was asked of a queue counts at once; after a while it is VALID again. */
export function settleQueue({ clock, scheduler }: BatchContext, queue: JobQueue): void {
  scheduler.resourcesChanged();
  afterTransition(clock, () => {
    Object.assign(queue, { status: "VALID", statusReason: "JobQueue Healthy" });
    scheduler.resourcesChanged();
  });
}
