import type { Job } from "../../job/job.ts";

/**
 * The RUNNABLE jobs of one queue in the order in which they are placed. A way of ordering (first in, first out; shares
 * of a scheduling policy) is one implementation.
 */
export interface QueueOrder {
  /** The job that is placed next; the others wait behind it. */
  head(): Job | undefined;
  add(job: Job): void;
  /** Whether the job was there. */
  remove(job: Job): boolean;
  readonly length: number;
}
