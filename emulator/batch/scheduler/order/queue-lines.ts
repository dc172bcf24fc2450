import type { Clock } from "../../../ports/clock.ts";
import type { JobQueue } from "../../job-queue/job-queue.ts";
import type { Job } from "../../job/job.ts";
import { readFairShare } from "../../scheduling-policy/read-fair-share.ts";
import type { SchedulingPolicy } from "../../scheduling-policy/scheduling-policy.ts";
import { createFairShareOrder, type FairShareOrder } from "./fair-share-order.ts";
import { createFifoOrder } from "./fifo-order.ts";
import { createFrontTimes, type FrontTimes } from "./front-times.ts";
import type { QueueOrder } from "./queue-order.ts";
import { createTimeLimit, type TimeLimit } from "./time-limit.ts";

/** A job queue as the scheduler works on it. */
export interface QueueLine {
  readonly queue: JobQueue;
  readonly waiting: QueueOrder;
  readonly limit: TimeLimit<Job>;
  readonly times: FrontTimes<Job>;
  /** Of a queue with a scheduling policy. */
  readonly shares?: FairShareOrder;
}

export interface QueueLines {
  /** The highest priority first. */
  all(): readonly QueueLine[];
  of(queue: JobQueue): QueueLine | undefined;
  /** Follows the queues as they are now. */
  refresh(): void;
}

export interface QueueLinesOptions {
  readonly queues: () => readonly JobQueue[];
  /** The policy of an ARN, as it is now. */
  readonly policyOf: (arn: string) => SchedulingPolicy | undefined;
  readonly clock: Clock;
  /** Is told the jobs whose time limit is over, and the code of the reason that blocked them. */
  readonly overdue: (job: Job, code: string) => void;
}

export function createQueueLines({ queues, policyOf, clock, overdue }: QueueLinesOptions): QueueLines {
  let lines = new Map<JobQueue, QueueLine>();

  function newLine(queue: JobQueue): QueueLine {
    const limit = createTimeLimit(queue, clock, overdue);
    const times = createFrontTimes<Job>(clock);
    // A queue never changes from one kind to the other.
    if (queue.schedulingPolicyArn === undefined) return { queue, waiting: createFifoOrder(), limit, times };
    const shares = createFairShareOrder({
      clock,
      policy: () => policyOf(queue.schedulingPolicyArn ?? "")?.fairShare ?? readFairShare(),
      maxVcpus: () => maxVcpusOf(queue),
    });
    return { queue, waiting: shares, limit, times, shares };
  }

  function refresh(): void {
    const sorted = queues().toSorted((a, b) => b.priority - a.priority);
    const now = new Map(sorted.map((queue) => [queue, lines.get(queue) ?? newLine(queue)]));
    for (const [queue, { limit }] of lines) if (!now.has(queue)) limit.watch(undefined, undefined);
    lines = now;
  }

  refresh();
  return { all: () => [...lines.values()], of: (queue) => lines.get(queue), refresh };
}

/** What the environments of a queue can have together; of an unmanaged one what its user says. */
function maxVcpusOf({ environmentOrder }: JobQueue): number {
  return environmentOrder.reduce(
    (sum, { environment: { resources, unmanagedVcpus = 0 } }) =>
      sum + (resources?.maxVcpus ?? unmanagedVcpus),
    0,
  );
}
