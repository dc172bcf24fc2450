import type { JobStatus } from "@aws-sdk/client-batch";
import { resourceName } from "../arns.ts";
import type { BatchContext } from "../batch-context.ts";
import { environmentsOf } from "../job-queue/job-queue.ts";
import { isTerminal, type Job } from "../job/job.ts";
import { mainLog } from "../job/main-log.ts";
import { statusReason } from "../job/job-reason.ts";
import { placesInQueues, whyItWaits } from "./why-it-waits.ts";

/** A job as somebody sees it who looks on. */
export interface JobView {
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly status: JobStatus;
  /** Why it waits, or how it ended: AWS's words where AWS has some. */
  readonly why: string | null;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly stoppedAt: number | null;
  readonly attempts: number;
  readonly exitCode: number | null;
  /** What became of the container of its last attempt, where that is known: OutOfMemoryError, for one. */
  readonly containerReason: string | null;
  /** Modelled: where its attempt is, while it is there. */
  readonly instance: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of its last attempt; of several containers, that of the first essential one. */
  readonly log: { readonly group: string; readonly stream: string } | null;
}

/** A modelled instance, and who sits on it. */
interface InstanceView {
  readonly id: string;
  readonly type: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly jobs: readonly {
    readonly id: string;
    readonly name: string;
    readonly vcpus: number;
    readonly memoryMiB: number;
  }[];
}

interface EnvironmentView {
  readonly name: string;
  readonly state: string;
  readonly status: string;
  /** Types and families, as given; empty where it launches none. */
  readonly instanceTypes: readonly string[];
  readonly maxVcpus: number | null;
  readonly instances: readonly InstanceView[];
}

/** The whole of one Batch at a moment. */
export interface BatchView {
  readonly region: string;
  /** All jobs, also those that are not in `jobs`. */
  readonly counts: Readonly<Record<JobStatus, number>>;
  /** Newest first: all that have not ended, and the latest of those that have, as many as were asked for. */
  readonly jobs: readonly JobView[];
  readonly queues: readonly {
    readonly name: string;
    readonly state: string;
    readonly priority: number;
    readonly environments: readonly string[];
  }[];
  readonly environments: readonly EnvironmentView[];
}

/** What `view` reads of the Batch. It changes nothing. */
type Seen = Pick<BatchContext, "jobs" | "queues" | "environments" | "pools">;

/** How many jobs that have not ended are shown at most: a queue of thousands is told by its numbers. */
const mostOpen = 500;

/** The Batch of a region as it stands, with at most `ended` jobs that have ended. */
export function batchView(
  { jobs, queues, environments, pools }: Seen,
  region: string,
  ended: number,
): BatchView {
  const counts = { SUBMITTED: 0, PENDING: 0, RUNNABLE: 0, STARTING: 0, RUNNING: 0, SUCCEEDED: 0, FAILED: 0 };
  const shown: Job[] = [];
  const onInstance = Map.groupBy(
    running(jobs.newestFirst()),
    ({ attempts }) => attempts.at(-1)?.containerInstanceArn,
  );
  const left = { open: mostOpen, ended };
  for (const job of jobs.newestFirst()) {
    counts[job.status] += 1;
    const kind = isTerminal(job) ? "ended" : "open";
    if (left[kind]-- > 0) shown.push(job);
  }
  const places = placesInQueues(jobs.newestFirst());
  const instanceOf = new Map<string, string>();
  const views = environments.all().map((environment): EnvironmentView => ({
    name: environment.name,
    state: environment.state,
    status: environment.status,
    instanceTypes: environment.resources?.instanceTypes ?? [],
    maxVcpus: environment.resources?.maxVcpus ?? null,
    instances: pools
      .of(environment)
      .instances.map(({ id, type, containerInstanceArn: arn }): InstanceView => {
        if (arn !== undefined) instanceOf.set(arn, id);
        const seated = arn === undefined ? [] : (onInstance.get(arn) ?? []);
        return {
          id,
          type: type.name,
          vcpus: type.vcpus,
          memoryMiB: type.usableMemoryMiB,
          jobs: seated.map(({ id: job, name, requirement: { vcpus, memoryMiB } }) => ({
            id: job,
            name,
            vcpus,
            memoryMiB,
          })),
        };
      }),
  }));
  return {
    region,
    counts,
    jobs: shown.map((job) => jobView(job, whyItWaits(job, jobs, places), instanceOf)),
    queues: queues.all().map((queue) => ({
      name: queue.name,
      state: queue.state,
      priority: queue.priority,
      environments: environmentsOf(queue).map(({ name }) => name),
    })),
    environments: views,
  };
}

function* running(jobs: Iterable<Job>): Generator<Job> {
  for (const job of jobs) if (job.status === "STARTING" || job.status === "RUNNING") yield job;
}

function jobView(job: Job, waits: string | null, instanceOf: ReadonlyMap<string, string>): JobView {
  const last = job.attempts.at(-1);
  const log = mainLog(job);
  const { vcpus, memoryMiB } = job.requirement;
  return {
    id: job.id,
    name: job.name,
    queue: resourceName(job.queue.arn),
    status: job.status,
    why: waits ?? (job.reason ? statusReason(job.reason) : null),
    vcpus,
    memoryMiB,
    createdAt: job.createdAt,
    startedAt: job.startedAt ?? null,
    stoppedAt: job.stoppedAt ?? null,
    attempts: job.attempts.length,
    exitCode: last?.exitCode ?? null,
    containerReason: last?.containerReason ?? null,
    instance: isTerminal(job) ? null : (instanceOf.get(last?.containerInstanceArn ?? "") ?? null),
    parameters: job.parameters,
    log: log ? { group: log.group, stream: log.stream } : null,
  };
}
