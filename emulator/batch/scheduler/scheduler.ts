import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { overridesLength, overridesLimit } from "../job/overrides-length.ts";
import type { Job } from "../job/job.ts";
import { isWaitingReason, localReasons, reasons } from "../../aws/reasons.ts";
import { createAttempts } from "./attempt/attempts.ts";
import { blockingReason } from "./placement/blocking-reason.ts";
import { dropIdleInstances, isUsable, launchInstance, type Fleet } from "./placement/fleet.ts";
import type { HostSlots } from "./pass/host-slots.ts";
import { createInstanceReplacement } from "./placement/instance-replacement.ts";
import { placement } from "./placement/placement.ts";
import { queueFleets } from "./placement/queue-fleets.ts";
import { createQueueLines, type QueueLine } from "./order/queue-line.ts";
import type { AttemptContext } from "./attempt/run-attempt.ts";

/** Places jobs and runs them. Driven by events only: a submission, the end of an attempt, a cancellation. */
export interface Scheduler {
  /** A SUBMITTED job that waits for nothing else: it becomes RUNNABLE in the next pass. */
  submit(job: Job): void;
  /** Takes a job that has not been placed out of its queue. */
  withdraw(job: Job): void;
  /** A queue or a compute environment was created, changed or deleted. */
  resourcesChanged(): void;
  /** The instances that an environment has now get no more jobs; jobs still on them after so long lose their host. */
  replaceInstances(fleet: Fleet, afterMs: number): void;
  /** Ends every running attempt and waits for the ends. Nothing is placed any more. */
  shutdown(graceMs: number): Promise<void>;
}

export interface SchedulerOptions extends AttemptContext {
  readonly queues: () => readonly JobQueueDetail[];
  readonly fleets: () => readonly Fleet[];
  readonly host: HostSlots;
}

export function createScheduler({ queues, fleets, host, ...context }: SchedulerOptions): Scheduler {
  const { clock, jobs } = context;
  const arriving = new Set<Job>();
  const attempts = createAttempts(context);
  const replacement = createInstanceReplacement(clock, attempts);
  let passPlanned = false;
  let hostIsFull = false;
  let closed = false;

  const lines = createQueueLines({
    queues,
    fleetsOf: (queue) => queueFleets(queue, fleets()),
    clock,
    overdue(job, statusReason) {
      withdraw(job);
      job.isCancelled = true;
      jobs.move(job, "FAILED", statusReason);
    },
  });

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
      lines.of(job.queue)?.jobs.add(job);
      jobs.move(job, "RUNNABLE");
    }
    // A queue whose head waits for capacity keeps its environments from queues of lower priority, or a large job of a
    // high priority would never find an instance free.
    const reserved = new Set<Fleet>();
    hostIsFull = false;
    for (const line of lines.all()) {
      const free = line.fleets.filter((fleet) => isUsable(fleet) && !reserved.has(fleet));
      if (!placeFrom(line, free)) for (const fleet of free) reserved.add(fleet);
    }
    fleets().forEach(dropIdleInstances);
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
        if (job.statusReason !== undefined && isWaitingReason(job.statusReason)) delete job.statusReason;
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
      const current = job;
      attempts.start(current, { fleet, instance }, () => {
        leaveHost();
        if (current.status === "RUNNABLE") line.jobs.add(current);
        planPass();
      });
    }
    line.limit.watch(undefined, undefined);
    return true;
  }

  function withdraw(job: Job): void {
    if (!arriving.delete(job)) lines.of(job.queue)?.jobs.remove(job);
    planPass();
  }

  return {
    submit(job) {
      arriving.add(job);
      planPass();
    },
    withdraw,
    resourcesChanged() {
      lines.refresh();
      planPass();
    },
    replaceInstances: (fleet, afterMs) => replacement.replace(fleet, afterMs),
    async shutdown(graceMs) {
      closed = true;
      replacement.close();
      for (const line of lines.all()) line.limit.watch(undefined, undefined);
      await attempts.shutdown(graceMs);
    },
  };
}
