import type { Clock } from "../../../ports/clock.ts";
import type { Job } from "../../job/job.ts";
import { weightOf, type FairSharePolicy } from "../../scheduling-policy/scheduling-policy.ts";
import type { QueueOrder } from "./queue-order.ts";
import { createShareUsage, type ShareUsage } from "./share-usage.ts";
import { createSortedLine, type SortedLine } from "./sorted-line.ts";

/** How much of a queue each of its shares has. */
export interface FairShareOrder extends QueueOrder {
  /** vCPUs of the shares that have some now or have used some within the window, by name. */
  active(): ReadonlyMap<string, number>;
}

export interface FairShareOptions {
  readonly clock: Clock;
  /** The policy as it is now. */
  readonly policy: () => FairSharePolicy;
  /** vCPUs that the queue's environments can have together. */
  readonly maxVcpus: () => number;
}

interface Share {
  readonly name: string;
  readonly line: SortedLine;
  readonly usage: ShareUsage;
}

/** The shortest window, in seconds (API reference, FairsharePolicy, shareDecaySeconds). */
const shortestWindow = 600;

/**
 * The share with the least weighted use goes first; where these are alike the one with the fewest weighted vCPUs, then
 * the one whose job waits longest. Within a share the higher scheduling priority, then first in, first out. User guide,
 * "Fair-share scheduling".
 */
export function createFairShareOrder({ clock, policy, maxVcpus }: FairShareOptions): FairShareOrder {
  const shares = new Map<string, Share>();

  function shareOf({ shareIdentifier: name = "" }: Job): Share {
    const known = shares.get(name);
    if (known) return known;
    const share = { name, line: createSortedLine(byPriority), usage: createShareUsage() };
    shares.set(name, share);
    return share;
  }

  const windowMs = () => Math.max(policy().shareDecaySeconds, shortestWindow) * 1000;

  function used(share: Share): number {
    return share.usage.within(clock.now(), windowMs());
  }

  const isActive = (share: Share) => share.usage.vcpus > 0 || used(share) > 0;

  /** "The reserved ratio is (computeReservation/100)^ActiveFairShares", for shares that are not in use. */
  function isReserved(share: Share, job: Job): boolean {
    const { computeReservation } = policy();
    if (computeReservation === 0) return false;
    const active = [...shares.values()].filter(isActive);
    if (!active.includes(share)) return false;
    const taken = active.reduce((sum, { usage }) => sum + usage.vcpus, 0);
    const open = maxVcpus() * (1 - (computeReservation / 100) ** active.length);
    return taken + job.requirement.vcpus > open;
  }

  /** Shares with jobs, the next one first. `extra`: vCPUs that they would have been given already. */
  function inOrder(extra?: ReadonlyMap<Share, number>): Share[] {
    const waiting = [...shares.values()].filter(({ line }) => line.length > 0);
    const rank = new Map(
      waiting.map((share) => {
        const weight = weightOf(policy(), share.name);
        const vcpus = share.usage.vcpus + (extra?.get(share) ?? 0);
        return [share, { used: used(share) * weight, vcpus: vcpus * weight }];
      }),
    );
    return waiting.toSorted((a, b) => {
      const [one, other] = [rank.get(a), rank.get(b)];
      if (!one || !other) return 0;
      return (
        one.used - other.used ||
        one.vcpus - other.vcpus ||
        (a.line.head()?.sequence ?? 0) - (b.line.head()?.sequence ?? 0)
      );
    });
  }

  return {
    get length() {
      return [...shares.values()].reduce((sum, { line }) => sum + line.length, 0);
    },
    head() {
      for (const share of inOrder()) {
        const job = share.line.head();
        if (job && !isReserved(share, job)) return job;
      }
      return undefined;
    },
    front(count) {
      const taken = new Map<Share, number>();
      const left = new Map(inOrder().map((share) => [share, share.line.front(count)]));
      const found: Job[] = [];
      while (found.length < count) {
        const next = inOrder(taken).find((share) => left.get(share)?.length);
        const job = next && left.get(next)?.shift();
        if (!job) break;
        found.push(job);
        taken.set(next, (taken.get(next) ?? 0) + job.requirement.vcpus);
      }
      return found;
    },
    add: (job) => shareOf(job).line.add(job),
    remove: (job) => shareOf(job).line.remove(job),
    started: (job) => shareOf(job).usage.begin(clock.now(), job.requirement.vcpus),
    ended: (job) => shareOf(job).usage.end(clock.now(), job.requirement.vcpus),
    active: () =>
      new Map([...shares.values()].filter(isActive).map(({ name, usage }) => [name, usage.vcpus])),
  };
}

const byPriority = (a: Job, b: Job): number =>
  (b.schedulingPriority ?? 0) - (a.schedulingPriority ?? 0) || a.sequence - b.sequence;
