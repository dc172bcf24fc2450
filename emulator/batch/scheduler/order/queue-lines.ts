import type { Clock } from "../../../ports/clock.ts";
import type { JobQueue } from "../../job-queue/job-queue.ts";
import type { Job } from "../../job/job.ts";
import { createFifoOrder } from "./fifo-order.ts";
import type { QueueOrder } from "./queue-order.ts";
import { createTimeLimit, type TimeLimit } from "./time-limit.ts";

/** A job queue as the scheduler works on it. */
export interface QueueLine {
  readonly queue: JobQueue;
  readonly waiting: QueueOrder;
  readonly limit: TimeLimit;
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
  readonly clock: Clock;
  /** Is told the jobs whose time limit is over, and the code of the reason that blocked them. */
  readonly overdue: (job: Job, code: string) => void;
}

export function createQueueLines({ queues, clock, overdue }: QueueLinesOptions): QueueLines {
  let lines = new Map<JobQueue, QueueLine>();

  const lineOf = (queue: JobQueue): QueueLine =>
    lines.get(queue) ?? {
      queue,
      waiting: createFifoOrder(),
      limit: createTimeLimit(queue, clock, overdue),
    };

  function refresh(): void {
    const sorted = queues().toSorted((a, b) => b.priority - a.priority);
    const now = new Map(sorted.map((queue) => [queue, lineOf(queue)]));
    for (const [queue, { limit }] of lines) if (!now.has(queue)) limit.watch(undefined, undefined);
    lines = now;
  }

  refresh();
  return { all: () => [...lines.values()], of: (queue) => lines.get(queue), refresh };
}
