import { reasonCode } from "../../../aws/reasons.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { JobQueue, StateTimeLimit } from "../../job-queue/job-queue.ts";

/**
 * A queue's `jobStateTimeLimitActions`: what becomes of a job that stays blocked at the head for too long. `watch` is
 * told the blocked head and its reason after every pass; the time counts from when both became so, also where the queue
 * is given its limit later.
 */
export interface TimeLimit<Item> {
  watch(head: Item | undefined, reason: string | undefined): void;
}

interface Watched<Item> {
  readonly job: Item;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly limit: StateTimeLimit | undefined;
  readonly disarm: () => void;
}

export function createTimeLimit<Item extends object>(
  queue: JobQueue,
  clock: Clock,
  act: (job: Item, code: string) => void,
): TimeLimit<Item> {
  let watched: Watched<Item> | undefined;
  return {
    watch(job, reason) {
      const code = reason && reasonCode(reason);
      const limit = queue.timeLimits.find((one) => one.reason === code);
      const isSame = watched?.job === job && watched?.reason === reason;
      if (isSame && watched?.limit === limit) return;
      const since = (isSame ? watched?.since : undefined) ?? clock.now();
      watched?.disarm();
      watched = undefined;
      if (!job || !reason || !code) return;
      const disarm = limit
        ? clock.after(Math.max(0, since + limit.maxSeconds * 1000 - clock.now()), () => {
            watched = undefined;
            act(job, code);
          })
        : () => {};
      watched = { job, reason, since, limit, disarm };
    },
  };
}
