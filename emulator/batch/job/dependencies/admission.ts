import type { Clock } from "../../../ports/clock.ts";
import type { ArnMaker } from "../../arns.ts";
import type { JobStore } from "../job-store.ts";
import { isTerminal, type Job } from "../job.ts";
import type { Scheduler } from "../../scheduler/scheduler.ts";
import { arrayEnd, spawnChildren } from "./array-children.ts";
import { dependencyIds, endOf } from "./dependency-ids.ts";

/**
 * What stands between SubmitJob and the scheduler: jobs that wait for others are PENDING, array jobs become their
 * children.
 */
export interface Admission {
  submit(job: Job): void;
  /** A job that was SUBMITTED or PENDING when the process ended: it goes on from there. */
  resume(job: Job): void;
  /**
   * Whether the job waits for others. One that is stopped meanwhile ends when these have ended ("Jobs in a PENDING
   * state are canceled after all dependency jobs are completed", API reference, CancelJob).
   */
  isWaiting(job: Job): boolean;
}

interface Waiting {
  readonly job: Job;
  /** Ids of the jobs that have not ended. */
  readonly open: Set<string>;
}

export function createAdmission(context: {
  readonly clock: Clock;
  readonly jobs: JobStore;
  readonly scheduler: Scheduler;
  readonly arns: ArnMaker;
}): Admission {
  const { clock, jobs, scheduler, arns } = context;
  const waiting = new Map<Job, Waiting>();
  const waitersOf = new Map<string, Set<Waiting>>();

  function admit(job: Job): void {
    if (isTerminal(job)) return;
    const ids = dependencyIds(job);
    const open = new Set<string>();
    for (const id of ids) {
      const end = endOf(id, jobs);
      if (end === "FAILED") return jobs.move(job, "FAILED", { kind: "dependency-failed" });
      if (end === undefined) open.add(id);
    }
    if (open.size === 0) return release(job);
    const entry = { job, open };
    waiting.set(job, entry);
    for (const id of open) waitersOf.set(id, (waitersOf.get(id) ?? new Set()).add(entry));
    if (job.status !== "PENDING") jobs.move(job, "PENDING");
  }

  function release(job: Job): void {
    if (job.array?.kind !== "parent") return scheduler.submit(job);
    for (const child of spawnChildren(job, job.array, jobs, clock.now(), arns)) jobs.add(child);
    if (job.status !== "PENDING") jobs.move(job, "PENDING");
    // A listener may have ended the array meanwhile.
    for (const child of job.array.children) admit(child);
  }

  function ended(id: string, succeeded: boolean): void {
    const waiters = waitersOf.get(id);
    if (!waiters) return;
    waitersOf.delete(id);
    for (const entry of waiters) {
      const { job, open } = entry;
      const [stop] = job.stops;
      open.delete(id);
      // Its own end may have come from another dependency before.
      if (waiting.get(job) !== entry) continue;
      if (!stop && !succeeded) {
        waiting.delete(job);
        jobs.move(job, "FAILED", { kind: "dependency-failed" });
      } else if (open.size === 0) {
        waiting.delete(job);
        if (stop) jobs.move(job, "FAILED", stop);
        else release(job);
      }
    }
  }

  // One end leads to others: of what depends on the job, of its array. A list, since a chain of 10,000 is too deep for
  // the stack.
  const ends: Job[] = [];
  jobs.onEnd((job) => {
    if (ends.push(job) > 1) return;
    for (let next = ends[0]; next; next = ends[0]) {
      follow(next);
      ends.shift();
    }
  });

  function follow(job: Job): void {
    const succeeded = job.status === "SUCCEEDED";
    ended(job.id, succeeded);
    if (job.array?.kind === "parent" && job.array.children.length === 0) {
      // It ended before it had children: others may wait for these, index by index.
      for (let index = 0; index < job.array.size; index++) ended(`${job.id}:${index}`, succeeded);
    }
    if (job.array?.kind === "child") {
      const { parent } = job.array;
      const end = isTerminal(parent) ? undefined : arrayEnd(parent);
      if (end) jobs.move(parent, end.status, end.reason);
    }
  }

  return {
    submit(job) {
      if (job.array === undefined && job.dependsOn.length === 0) scheduler.submit(job);
      // Not at once: the caller of SubmitJob sees SUBMITTED.
      else clock.after(0, () => admit(job));
    },
    resume: admit,
    isWaiting: (job) => waiting.has(job),
  };
}
