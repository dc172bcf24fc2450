import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { Clock } from "../../../ports/clock.ts";
import type { Job } from "../../job/job.ts";
import type { Fleet } from "../placement/fleet.ts";
import { createJobLine, type JobLine } from "./job-line.ts";
import { createTimeLimit, type TimeLimit } from "./time-limit.ts";

/** A job queue as the scheduler works on it. */
export interface QueueLine {
  readonly queue: JobQueueDetail;
  /** In the queue's order. */
  fleets: readonly Fleet[];
  readonly jobs: JobLine;
  readonly limit: TimeLimit;
}

export interface QueueLines {
  /** The highest priority first. */
  all(): readonly QueueLine[];
  of(queue: JobQueueDetail): QueueLine | undefined;
  /** Follows the queues and environments as they are now. */
  refresh(): void;
}

export interface QueueLinesOptions {
  readonly queues: () => readonly JobQueueDetail[];
  readonly fleetsOf: (queue: JobQueueDetail) => readonly Fleet[];
  readonly clock: Clock;
  /** Is told the jobs whose time limit is over. */
  readonly overdue: (job: Job, statusReason: string) => void;
}

export function createQueueLines({ queues, fleetsOf, clock, overdue }: QueueLinesOptions): QueueLines {
  let lines = new Map<JobQueueDetail, QueueLine>();

  function lineOf(queue: JobQueueDetail): QueueLine {
    const fleets = fleetsOf(queue);
    const line = lines.get(queue);
    if (!line) return { queue, fleets, jobs: createJobLine(), limit: createTimeLimit(queue, clock, overdue) };
    line.fleets = fleets;
    return line;
  }

  function refresh(): void {
    const sorted = queues().toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    const now = new Map(sorted.map((queue) => [queue, lineOf(queue)]));
    for (const [queue, { limit }] of lines) if (!now.has(queue)) limit.watch(undefined, undefined);
    lines = now;
  }

  refresh();
  return { all: () => [...lines.values()], of: (queue) => lines.get(queue), refresh };
}
