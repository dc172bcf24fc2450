import type { JobStatus } from "@aws-sdk/client-batch";
import type { Clock } from "../../ports/clock.ts";
import type { BatchEvent, BatchEvents } from "../batch-events.ts";
import { resourceName } from "../arns.ts";
import type { TagStore } from "../tag/tag-store.ts";
import type { JobReason } from "./job-reason.ts";
import { isTerminal, type Job } from "./job.ts";
import { jobDetail } from "./job-detail.ts";

/** All jobs, and the one place where their state changes. */
export interface JobStore {
  add(job: Job): void;
  /** Number for the next job, strictly rising. */
  nextSequence(): number;
  get(id: string): Job | undefined;
  /** By id or ARN, as requests may name a job. An ARN of another region or account names none. */
  find(reference: string): Job | undefined;
  /** Newest first. */
  newestFirst(): Iterable<Job>;
  /** Changes the state and tells; SUCCEEDED and FAILED set `stoppedAt`. */
  move(job: Job, status: JobStatus, reason?: JobReason): void;
  /** Calls `listener` after a job has become SUCCEEDED or FAILED. */
  onEnd(listener: (job: Job) => void): void;
  /** Says why the job at the head of a queue cannot be placed. */
  block(job: Job, statusReason: string): void;
}

export interface JobStoreOptions {
  readonly clock: Clock;
  readonly events: BatchEvents;
  readonly tags: TagStore;
  readonly region: string;
  readonly accountId: string;
}

export function createJobStore({ clock, events, tags, region, accountId }: JobStoreOptions): JobStore {
  const jobs = new Map<string, Job>();
  const ordered: Job[] = [];
  const endListeners: ((job: Job) => void)[] = [];
  let sequence = 0;

  const event = (job: Job, type: BatchEvent["detail-type"], resources: readonly string[]): BatchEvent => ({
    source: "aws.batch",
    "detail-type": type,
    account: accountId,
    region,
    time: new Date(clock.now()).toISOString(),
    resources,
    detail: jobDetail(job, tags.of(job.arn)),
  });

  return {
    add(job) {
      jobs.set(job.id, job);
      ordered.push(job);
    },
    get: (id) => jobs.get(id),
    find(reference) {
      const job = jobs.get(resourceName(reference));
      return reference === job?.id || reference === job?.arn ? job : undefined;
    },
    nextSequence: () => ++sequence,
    onEnd(listener) {
      endListeners.push(listener);
    },
    *newestFirst() {
      for (let index = ordered.length - 1; index >= 0; index--) {
        const job = ordered[index];
        if (job) yield job;
      }
    },
    move(job, status, reason) {
      job.status = status;
      if (reason === undefined) delete job.reason;
      else job.reason = reason;
      if (isTerminal(job)) job.stoppedAt = clock.now();
      // Building the detail costs more than the rest; a simulation of many jobs has no listener.
      if (events.listenerCount("jobStateChange") > 0) {
        events.emit("jobStateChange", event(job, "Batch Job State Change", [job.arn]));
      }
      if (isTerminal(job)) for (const listener of endListeners) listener(job);
    },
    block(job, statusReason) {
      if (job.reason?.kind === "waiting" && job.reason.statusReason === statusReason) return;
      job.reason = { kind: "waiting", statusReason };
      if (events.listenerCount("jobQueueBlocked") > 0) {
        const resources = [job.arn, job.queue.arn];
        events.emit("jobQueueBlocked", event(job, "Batch Job Queue Blocked", resources));
      }
    },
  };
}
