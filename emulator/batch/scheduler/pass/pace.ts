/** How passes of the scheduler share a process with those who answer requests. */
export interface Pace {
  /** A pass is for all that happens within so many milliseconds: then its cost, and its transaction's, is theirs together. */
  readonly gatherMs: number;
  /** A pass lets in at least so many of the jobs that have arrived; those left over come with the next, after requests. */
  readonly arrivals: number;
  /** Whether requests come one right after the other: passes then wait for a lull. Default: they never do. */
  readonly isBusy?: () => boolean;
  /** So long at most, in milliseconds. */
  readonly waitMs?: number;
}

/** For clocks that stand still meanwhile: nobody waits for an answer. */
export const undisturbed: Pace = { gatherMs: 0, arrivals: Infinity };

/**
 * Where requests come in between: who submits a thousand jobs one after the other is answered first. AWS Batch takes a
 * second or more until a job is RUNNABLE.
 */
export const requestsFirst = (isBusy: () => boolean): Pace => ({
  gatherMs: 10,
  arrivals: 16,
  isBusy,
  waitMs: 250,
});

/** More where very many wait, or a flood of requests that does not end would let in fewer than it brings. */
export const arrivalsAtOnce = ({ arrivals }: Pace, waiting: number): number =>
  Math.max(arrivals, Math.ceil(waiting / 64));
