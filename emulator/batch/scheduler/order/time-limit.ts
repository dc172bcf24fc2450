import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { Clock } from "../../../ports/clock.ts";
import type { Job } from "../../job/job.ts";
import { reasonCode, timeLimitReason } from "../../../aws/reasons.ts";

/**
 * The queue's `jobStateTimeLimitActions`: what becomes of a job that stays blocked at the head for too long. `watch` is
 * told the blocked head and its reason after every pass; the time counts from when both became so.
 */
export interface TimeLimit {
  watch(head: Job | undefined, reason: string | undefined): void;
}

export function createTimeLimit(
  queue: JobQueueDetail,
  clock: Clock,
  act: (job: Job, statusReason: string) => void,
): TimeLimit {
  let watched: { job: Job; reason: string; disarm: () => void } | undefined;
  return {
    watch(job, reason) {
      if (watched && watched.job === job && watched.reason === reason) return;
      watched?.disarm();
      watched = undefined;
      if (!job || !reason) return;
      const code = reasonCode(reason);
      const action = queue.jobStateTimeLimitActions?.find((limit) => limit.reason === code);
      const seconds = action?.maxTimeSeconds;
      const disarm =
        seconds === undefined
          ? () => {}
          : clock.after(seconds * 1000, () => {
              watched = undefined;
              act(job, timeLimitReason(code));
            });
      watched = { job, reason, disarm };
    },
  };
}
