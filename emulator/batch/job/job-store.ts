import type { JobStatus } from "@aws-sdk/client-batch";
import type { Clock } from "../../ports/clock.ts";
import type { BatchEvent, BatchEvents } from "../batch-events.ts";
import { resourceName } from "../arns.ts";
import type { TagStore } from "../tag/tag-store.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { State } from "../../ports/state.ts";
import { savedJob, jobState } from "./saved-job.ts";
import type { JobReason } from "./job-reason.ts";
import { isPart, isTerminal, type Job } from "./job.ts";
import { jobDetail } from "./job-detail.ts";

/** All jobs, and the one place where their state changes. */
export interface JobStore {
  /** A new job: SUBMITTED, and nothing has become of it yet. */
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
  /** Something else of the job has changed than what `move` changes: it is to be kept. */
  changed(job: Job): void;
  /** Calls `listener` after a job has become SUCCEEDED or FAILED. */
  onEnd(listener: (job: Job) => void): void;
  /** Says why the job at the head of a queue cannot be placed. */
  block(job: Job, statusReason: string): void;
}

export interface JobStoreOptions {
  readonly state: State;
  /** The queue of that ARN, which may be deleted. */
  readonly queueOf: (arn: string) => JobQueue;
  readonly clock: Clock;
  readonly events: BatchEvents;
  readonly tags: TagStore;
  readonly region: string;
  readonly accountId: string;
  /** Is told of every change of state. */
  readonly moved: (job: Job) => void;
}

/** The jobs that `state` has, and those that are added to them. */
export function createJobStore({
  state,
  queueOf,
  clock,
  events,
  tags,
  region,
  accountId,
  moved,
}: JobStoreOptions): JobStore {
  const jobs = new Map<string, Job>();
  const ordered: Job[] = [];
  const endListeners: ((job: Job) => void)[] = [];
  const records = state.records("job");
  const states = state.records("job-state");
  let sequence = 0;

  const kept = new Map(
    Array.from(states.all(), ({ key, value }) => [key, value as ReturnType<typeof jobState>]),
  );
  const kind = savedJob({ queue: queueOf, job: (id) => jobs.get(id), state: (id) => kept.get(id) });

  function know(job: Job): void {
    jobs.set(job.id, job);
    ordered.push(job);
    sequence = Math.max(sequence, job.sequence);
  }

  const changed = (job: Job): void => states.put(job.id, () => jobState(job));

  for (const { value } of records.all()) {
    const job = kind.load(value as Parameters<typeof kind.load>[0]);
    know(job);
    if (!isPart(job)) tags.know(job.arn);
  }

  /** A part of a job has no tags of its own. */
  const tagged = ({ array, nodes, arn }: Job): string => {
    if (array?.kind === "child") return array.parent.arn;
    return nodes?.kind === "node" ? nodes.parent.arn : arn;
  };

  const event = (job: Job, type: BatchEvent["detail-type"], resources: readonly string[]): BatchEvent => ({
    source: "aws.batch",
    "detail-type": type,
    account: accountId,
    region,
    time: new Date(clock.now()).toISOString(),
    resources,
    // Events show among the tags whose they are (docs/batch-facts.md, "Logs, tags, events").
    detail: jobDetail(job, { resourceArn: tagged(job), ...tags.of(tagged(job)) }),
  });

  return {
    add(job) {
      know(job);
      records.put(job.id, () => kind.save(job));
      // What a job is at first goes without saying: nothing more is to be kept before its submission is answered.
    },
    changed,
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
      const parent = job.array?.kind === "child" ? job.array.parent.array : undefined;
      if (parent?.kind === "parent") parent.summaryUpdatedAt = clock.now();
      changed(job);
      moved(job);
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
