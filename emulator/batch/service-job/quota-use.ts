import { borrowableBy, lends, ownCapacity, type QuotaShare } from "../quota-share/quota-share.ts";
import type { ServiceJob } from "./service-job.ts";
import { capacityOf, instancesOf } from "./training-request.ts";

/** Who has how much of which instance type in a queue with quota shares. */
export interface QuotaUse {
  of(share: QuotaShare, type: string | undefined): number;
  /** What a share has above its own capacity: borrowed, or left from before its limit was lowered. */
  above(share: QuotaShare, type: string | undefined): number;
  /** Whether a job is within its share's own capacity once it has what it asks for. */
  isOwn(job: ServiceJob, share: QuotaShare): boolean;
  /** Whether its share may have it: as its own or, of what others that lend leave idle, borrowed. */
  isAllowed(job: ServiceJob, share: QuotaShare): boolean;
}

/** By the jobs of the queue that are dispatched. */
export function quotaUse(shares: readonly QuotaShare[], dispatched: readonly ServiceJob[]): QuotaUse {
  const of: QuotaUse["of"] = ({ shareName }, type) =>
    instancesOf(
      dispatched.filter((job) => job.quotaShareName === shareName && capacityOf(job).type === type),
    );
  const above: QuotaUse["above"] = (share, type) => Math.max(0, of(share, type) - ownCapacity(share, type));

  /** What the job's share would have above its own capacity. */
  function aboveWith(job: ServiceJob, share: QuotaShare): number {
    const { type, instances } = capacityOf(job);
    return of(share, type) + instances - ownCapacity(share, type);
  }

  return {
    of,
    above,
    isOwn: (job, share) => aboveWith(job, share) <= 0,
    isAllowed(job, share) {
      const borrowed = aboveWith(job, share);
      if (borrowed <= 0) return true;
      const { type } = capacityOf(job);
      if (borrowed > borrowableBy(share, type)) return false;
      const others = shares.filter((other) => other !== share);
      const idle = sum(others.filter(lends), (other) =>
        Math.max(0, ownCapacity(other, type) - of(other, type)),
      );
      return borrowed + sum(others, (other) => above(other, type)) <= idle;
    },
  };
}

export function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
