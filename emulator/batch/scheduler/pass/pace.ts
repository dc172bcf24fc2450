/** How passes of the scheduler share a process with those who answer requests. */
export interface Pace {
  /** A pass is for all that happens within so many milliseconds: then its cost, and its transaction's, is theirs together. */
  readonly gatherMs: number;
  /** A pass lets in at least so many of the jobs that have arrived; those left over come with the next, after requests. */
  readonly arrivals: number;
}

/** For clocks that stand still meanwhile: nobody waits for an answer. */
export const undisturbed: Pace = { gatherMs: 0, arrivals: Infinity };

/** Where requests come in between. AWS Batch takes a second or more for what this takes hundredths of one for. */
export const requestsFirst: Pace = { gatherMs: 10, arrivals: 16 };

/** More where many wait: an array of 10,000 children arrives at once, and passes are to keep up with who submits. */
export const arrivalsAtOnce = ({ arrivals }: Pace, waiting: number): number =>
  Math.max(arrivals, Math.ceil(waiting / 4));
