import type { Job } from "../../job/job.ts";

/**
 * The RUNNABLE jobs of one queue in the order in which they are placed. A way of ordering (first in, first out; shares
 * of a scheduling policy) is one implementation.
 */
export interface QueueOrder {
  /** The job that is placed next; the others wait behind it. None, too, while what is left is kept for other shares. */
  head(): Job | undefined;
  /** The first `count`, in the order in which they would be placed now. */
  front(count: number): readonly Job[];
  add(job: Job): void;
  /** Whether the job was there. */
  remove(job: Job): boolean;
  /** The job has its place: what it uses counts from now on. */
  started(job: Job): void;
  ended(job: Job): void;
  readonly length: number;
}
