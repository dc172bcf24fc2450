import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { overridesLength, overridesLimit } from "../job/overrides-length.ts";
import type { Job } from "../job/job.ts";
import { localReasons, reasons } from "../reasons.ts";
import { blockingReason } from "./blocking-reason.ts";
import { dropIdleInstances, isUsable, launchInstance, occupy, release, type Fleet } from "./fleet.ts";
import type { HostSlots } from "./host-slots.ts";
import { placement } from "./placement.ts";
import { createQueueLines, type QueueLine } from "./queue-line.ts";
import { runAttempt, type AttemptContext } from "./run-attempt.ts";

/** Places jobs and runs them. Driven by events only: a submission, the end of an attempt, a cancellation. */
export interface Scheduler {
  /** A SUBMITTED job that waits for nothing else: it becomes RUNNABLE in the next pass. */
  submit(job: Job): void;
  /** Takes a job that has not been placed out of its queue. */
  withdraw(job: Job): void;
  /** Ends every running attempt and waits for the ends. Nothing is placed any more. */
  shutdown(graceMs: number): Promise<void>;
}

export interface SchedulerOptions extends AttemptContext {
  readonly queues: readonly JobQueueDetail[];
  /** The compute environments of a queue, in its order. */
  readonly fleetsOf: (queue: JobQueueDetail) => readonly Fleet[];
  readonly host: HostSlots;
}

export function createScheduler({ queues, fleetsOf, host, ...context }: SchedulerOptions): Scheduler {
  const { clock, jobs } = context;
  const arriving = new Set<Job>();
  const attempts = new Map<Job, Promise<void>>();
  let passPlanned = false;
  let hostIsFull = false;
  let closed = false;

  const lines = createQueueLines(queues, fleetsOf, clock, (job, statusReason) => {
    withdraw(job);
    job.isCancelled = true;
    jobs.move(job, "FAILED", statusReason);
  });
  const lineOf = new Map(lines.map((line) => [line.queue.jobQueueArn, line]));

  function planPass(): void {
    if (passPlanned || closed) return;
    passPlanned = true;
    // Not at once: the caller of SubmitJob sees SUBMITTED, and many changes cost one pass.
    clock.after(0, () => {
      passPlanned = false;
      if (!closed) pass();
    });
  }

  function pass(): void {
    for (const job of arriving) {
      arriving.delete(job);
      lineOf.get(job.queue.jobQueueArn)?.jobs.add(job);
      jobs.move(job, "RUNNABLE");
    }
    // A queue whose head waits for capacity keeps its environments from queues of lower priority, or a large job of a
    // high priority would never find an instance free.
    const reserved = new Set<Fleet>();
    hostIsFull = false;
    for (const line of lines) {
      const free = line.fleets.filter((fleet) => isUsable(fleet) && !reserved.has(fleet));
      if (!placeFrom(line, free)) for (const fleet of free) reserved.add(fleet);
    }
    for (const { fleets } of lines) fleets.forEach(dropIdleInstances);
  }

  /**
   * Places jobs from the front until one cannot be: the queue is first in, first out. `false` when that one waits for
   * capacity.
   */
  function placeFrom(line: QueueLine, free: readonly Fleet[]): boolean {
    for (let job = line.jobs.head(); job; job = line.jobs.head()) {
      const blocked = blockingReason(job.requirement, line.fleets);
      line.limit.watch(job, blocked);
      if (blocked) {
        jobs.block(job, blocked);
        return true;
      }
      const found = placement(job.requirement, free);
      if (!found) {
        if (job.statusReason?.startsWith(localReasons.prefix)) delete job.statusReason;
        return false;
      }
      const leaveHost = hostIsFull ? undefined : host.take(job.requirement.vcpus);
      if (!leaveHost) {
        // It stays RUNNABLE, the state in which AWS users know jobs to wait for room: CancelJob still works on it and
        // neither startedAt nor the timeout counts. Only the reason differs from AWS.
        job.statusReason = localReasons.hostBusy(host.running);
        hostIsFull = true;
        return false;
      }
      line.jobs.remove(job);
      const { fleet } = found;
      if (overridesLength(job, job.attempts.length + 1, fleet.name) > overridesLimit) {
        leaveHost();
        jobs.move(job, "FAILED", reasons.overridesTooLong);
        continue;
      }
      const instance =
        found.kind === "existing" ? found.instance : launchInstance(fleet, found.type, context.arns);
      occupy(instance, job.requirement);
      const current = job;
      attempts.set(
        current,
        runAttempt(current, { fleet, instance }, context).then(() => {
          attempts.delete(current);
          release(instance, current.requirement);
          leaveHost();
          if (current.status === "RUNNABLE") line.jobs.add(current);
          planPass();
        }),
      );
    }
    line.limit.watch(undefined, undefined);
    return true;
  }

  function withdraw(job: Job): void {
    if (!arriving.delete(job)) lineOf.get(job.queue.jobQueueArn)?.jobs.remove(job);
    planPass();
  }

  return {
    submit(job) {
      arriving.add(job);
      planPass();
    },
    withdraw,
    async shutdown(graceMs) {
      closed = true;
      for (const line of lines) line.limit.watch(undefined, undefined);
      for (const job of attempts.keys()) job.run?.stop({ kind: "shutdown" }, graceMs);
      await Promise.all(attempts.values());
    },
  };
}
