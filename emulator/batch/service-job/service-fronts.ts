import type { Clock } from "../../ports/clock.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { QuotaShare } from "../quota-share/quota-share.ts";
import { createFrontTimes, type FrontTimes } from "../scheduler/order/front-times.ts";
import { waitingIn, waitingInAll, type QuotaQueue } from "./quota-order.ts";
import type { ServiceJob } from "./service-job.ts";

/** A job at its place, and since when (milliseconds since the epoch) it has been there. */
export interface Placed {
  readonly job: ServiceJob;
  readonly since: number;
}

/** Who is at the front of queues and of their quota shares, and since when; not kept over a restart. */
export interface ServiceFronts {
  /** Is told after each pass who waits: in order, or by quota shares. */
  update(queue: JobQueue, waiting: readonly ServiceJob[] | QuotaQueue): void;
  /** The first 100 of a queue. */
  of(queue: JobQueue): readonly Placed[];
  /** The first of each quota share that has one. */
  ofShares(queue: JobQueue): ReadonlyMap<QuotaShare, Placed>;
  /** Those that nobody is before: of a queue, or of each of its shares. */
  heads(queue: JobQueue): readonly ServiceJob[];
}

/** The first 100 of a queue are told (API reference, FrontOfQueueDetail), and the first of a share. */
const told = 100;

const isWaiting = ({ job }: Placed): boolean => job.status === "RUNNABLE";

export function createServiceFronts(clock: Clock): ServiceFronts {
  const times = new Map<string, FrontTimes<ServiceJob>>();
  const queues = new Map<string, readonly Placed[]>();
  const shares = new Map<string, ReadonlyMap<QuotaShare, Placed>>();

  function placed({ arn }: { readonly arn: string }, front: readonly ServiceJob[]): Placed[] {
    const of = times.get(arn) ?? createFrontTimes<ServiceJob>(clock);
    times.set(arn, of);
    of.update(front);
    return front.map((job) => ({ job, since: of.since(job) ?? of.updatedAt }));
  }

  const ofShares = (queue: JobQueue) => shares.get(queue.arn) ?? new Map<QuotaShare, Placed>();

  return {
    update(queue, waiting) {
      const isQuota = "shares" in waiting;
      const order = isQuota ? waitingInAll(waiting) : waiting;
      queues.set(queue.arn, placed(queue, order.slice(0, told)));
      if (!isQuota) {
        shares.delete(queue.arn);
        return;
      }
      const heads = waiting.shares.flatMap((share) =>
        placed(share, waitingIn(share, waiting).slice(0, 1)).map((head) => [share, head] as const),
      );
      shares.set(queue.arn, new Map(heads));
    },
    // Some may have ended since.
    of: (queue) => (queues.get(queue.arn) ?? []).filter(isWaiting),
    ofShares: (queue) => new Map([...ofShares(queue)].filter(([, head]) => isWaiting(head))),
    heads(queue) {
      const heads = [...ofShares(queue).values()];
      return (heads.length > 0 ? heads : (queues.get(queue.arn) ?? []).slice(0, 1)).map(({ job }) => job);
    },
  };
}
