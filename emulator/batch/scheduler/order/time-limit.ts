import { reasonCode } from "../../../aws/reasons.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { JobQueue } from "../../job-queue/job-queue.ts";
import type { Job } from "../../job/job.ts";

/**
 * The queue's `jobStateTimeLimitActions`: what becomes of a job that stays blocked at the head for too long. `watch` is
 * told the blocked head and its reason after every pass; the time counts from when both became so.
 */
export interface TimeLimit {
  watch(head: Job | undefined, reason: string | undefined): void;
}

export function createTimeLimit(
  queue: JobQueue,
  clock: Clock,
  act: (job: Job, code: string) => void,
): TimeLimit {
  let watched: { job: Job; reason: string; disarm: () => void } | undefined;
  return {
    watch(job, reason) {
      if (watched && watched.job === job && watched.reason === reason) return;
      watched?.disarm();
      watched = undefined;
      if (!job || !reason) return;
      const code = reasonCode(reason);
      const limit = queue.timeLimits.find((one) => one.reason === code);
      const disarm = limit
        ? clock.after(limit.maxSeconds * 1000, () => {
            watched = undefined;
            act(job, code);
          })
        : () => {};
      watched = { job, reason, disarm };
    },
  };
}
