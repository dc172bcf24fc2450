import { ownCapacity, type QuotaShare } from "../quota-share/quota-share.ts";
import { quotaUse } from "./quota-use.ts";
import type { ServiceJob } from "./service-job.ts";
import { capacityOf } from "./training-request.ts";

/** A queue with quota management, as a pass finds it. */
export interface QuotaQueue {
  readonly shares: readonly QuotaShare[];
  /** Its RUNNABLE jobs, in the order of their submission. */
  readonly waiting: readonly ServiceJob[];
  /** Its jobs that SageMaker has. */
  readonly dispatched: readonly ServiceJob[];
}

const priorityOf = ({ schedulingPriority = 0 }: ServiceJob): number => schedulingPriority;

/** Who waits in a share: the highest priority first, then by submission. */
export const waitingIn = ({ shareName }: QuotaShare, { waiting }: QuotaQueue): ServiceJob[] =>
  waiting.filter((job) => job.quotaShareName === shareName).toSorted((a, b) => priorityOf(b) - priorityOf(a));

/**
 * All who wait: those of the share that has least of its own capacity first, within a share by priority. So the scheduler
 * "iterates between" the shares (user guide, "Creating quota shares"); the measure is ours.
 */
export function waitingInAll(queue: QuotaQueue): ServiceJob[] {
  const use = quotaUse(queue.shares, queue.dispatched);
  const shareOfOwn = (share: QuotaShare, job: ServiceJob): number => {
    const { type } = capacityOf(job);
    return use.of(share, type) / Math.max(1, ownCapacity(share, type));
  };
  return queue.shares
    .flatMap((share) =>
      waitingIn(share, queue).map((job, place) => ({ job, place, used: shareOfOwn(share, job) })),
    )
    .toSorted((a, b) => a.used - b.used || priorityOf(b.job) - priorityOf(a.job) || a.place - b.place)
    .map(({ job }) => job);
}

/**
 * Who would be preempted first: the lowest priority and, of those that are alike, who was dispatched last and so loses
 * least. `jobs` are in the order of their submission.
 */
export const inOrderOfLoss = (jobs: readonly ServiceJob[]): ServiceJob[] =>
  jobs
    .toReversed()
    .toSorted((a, b) => priorityOf(a) - priorityOf(b) || (b.scheduledAt ?? 0) - (a.scheduledAt ?? 0));

export const hasHigherPriority = (job: ServiceJob, than: ServiceJob): boolean =>
  priorityOf(job) > priorityOf(than);
