import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { Clock } from "../../ports/clock.ts";
import type { Job } from "../job/job.ts";
import type { Fleet } from "./fleet.ts";
import { createJobLine, type JobLine } from "./job-line.ts";
import { createTimeLimit, type TimeLimit } from "./time-limit.ts";

/** A job queue as the scheduler works on it. */
export interface QueueLine {
  readonly queue: JobQueueDetail;
  /** In the queue's order. */
  readonly fleets: readonly Fleet[];
  readonly jobs: JobLine;
  readonly limit: TimeLimit;
}

/** All queues, the highest priority first. `overdue` is told the jobs whose time limit is over. */
export function createQueueLines(
  queues: readonly JobQueueDetail[],
  fleetsOf: (queue: JobQueueDetail) => readonly Fleet[],
  clock: Clock,
  overdue: (job: Job, statusReason: string) => void,
): readonly QueueLine[] {
  return queues
    .toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0))
    .map((queue) => ({
      queue,
      fleets: fleetsOf(queue),
      jobs: createJobLine(),
      limit: createTimeLimit(queue, clock, overdue),
    }));
}
