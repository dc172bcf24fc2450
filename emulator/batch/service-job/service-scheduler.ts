import { randomUUID } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import type { ArnMaker } from "../arns.ts";
import { environmentsInOrder, type JobQueue } from "../job-queue/job-queue.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import { retryDecision } from "../scheduler/attempt/retry-decision.ts";
import { weightOf, type SchedulingPolicy } from "../scheduling-policy/scheduling-policy.ts";
import { maxInstances, type ServiceEnvironment } from "../service-environment/service-environment.ts";
import { hasEnded, isDispatched, type ServiceAttempt, type ServiceJob } from "./service-job.ts";
import { instancesOf, readTrainingRequest } from "./training-request.ts";

/** Dispatches service jobs to a SageMaker that is simulated: nothing is trained. */
export interface ServiceScheduler {
  submit(job: ServiceJob): void;
  terminate(job: ServiceJob, reason: string): void;
  /** A queue, an environment or a priority has changed. */
  resourcesChanged(): void;
  /** The RUNNABLE jobs of a queue in the order in which they will be dispatched. */
  waiting(queue: JobQueue): readonly ServiceJob[];
  /** How many instances its jobs have. */
  instances(queue: JobQueue): number;
  /** What was dispatched when the process ended begins its attempt again. */
  resume(): void;
  /** Nothing more happens. */
  close(): void;
}

export interface ServiceSchedulerOptions {
  readonly clock: Clock;
  readonly jobs: ResourceStore<ServiceJob>;
  readonly queues: () => readonly JobQueue[];
  readonly policyOf: (arn: string) => SchedulingPolicy | undefined;
  readonly arns: ArnMaker;
  /** A job has another state. */
  readonly changed: (job: ServiceJob) => void;
}

/** How long a simulated training job is SCHEDULED, and then STARTING. On AWS it is minutes. */
const stageMs = 500;

export function createServiceScheduler(options: ServiceSchedulerOptions): ServiceScheduler {
  const { clock, jobs, queues, policyOf, arns } = options;
  const active = new Set(jobs.all().filter((job) => !hasEnded(job)));
  let isPlanned = false;
  let isClosed = false;

  function move(job: ServiceJob, changes: Partial<ServiceJob>): void {
    jobs.update(job, changes);
    if (hasEnded(job)) active.delete(job);
    options.changed(job);
  }

  const open = (of: (job: ServiceJob) => boolean): ServiceJob[] => [...active].filter(of);

  /** Highest priority of those of the share that has least, by weight; without a policy, first in, first out. */
  function waiting(queue: JobQueue): ServiceJob[] {
    const runnable = open((job) => job.queue === queue.arn && job.status === "RUNNABLE");
    const policy = queue.schedulingPolicyArn && policyOf(queue.schedulingPolicyArn);
    if (!policy) return runnable;
    const used = new Map<string, number>();
    for (const job of open((of) => of.queue === queue.arn && isDispatched(of))) {
      const share = job.shareIdentifier ?? "";
      used.set(share, (used.get(share) ?? 0) + instancesOf(job));
    }
    const usage = ({ shareIdentifier: share = "" }: ServiceJob) =>
      (used.get(share) ?? 0) * weightOf(policy.fairShare, share);
    const priority = ({ schedulingPriority = 0 }: ServiceJob) => schedulingPriority;
    // Stable: those that are alike stay in the order of their submission.
    return runnable.toSorted((a, b) => usage(a) - usage(b) || priority(b) - priority(a));
  }

  function plan(): void {
    if (isPlanned || isClosed) return;
    isPlanned = true;
    clock.after(0, () => {
      isPlanned = false;
      if (!isClosed) pass();
    });
  }

  function pass(): void {
    for (const job of open(({ status }) => status === "SUBMITTED")) move(job, { status: "RUNNABLE" });
    for (const queue of queues().toSorted((a, b) => b.priority - a.priority)) {
      if (!queue.serviceOrder) continue;
      // The one in front that has no room keeps those behind it waiting.
      for (let head = waiting(queue)[0]; head; head = waiting(queue)[0]) {
        const environment = roomFor(head, queue);
        if (!environment) break;
        dispatch(head, environment);
      }
    }
  }

  function roomFor(job: ServiceJob, queue: JobQueue): ServiceEnvironment | undefined {
    return environmentsInOrder(queue.serviceOrder ?? []).find(
      (environment) =>
        environment.state === "ENABLED" &&
        environment.status !== "CREATING" &&
        usedOf(environment) + instancesOf(job) <= maxInstances(environment),
    );
  }

  const usedOf = ({ arn }: ServiceEnvironment): number =>
    sum(open((job) => isDispatched(job) && job.attempts.at(-1)?.environment === arn));

  function dispatch(job: ServiceJob, { arn: environment }: ServiceEnvironment): void {
    const id = randomUUID().replaceAll("-", "");
    // The user guide's form ("Service job state change events"); SageMaker's names have at most 63 characters.
    const trainingJobArn = arns.trainingJob(`AWSBatch${job.jobName.slice(0, 23)}${id}`);
    const attempts = [...job.attempts, { trainingJobArn, environment }];
    move(job, { status: "SCHEDULED", statusReason: undefined, scheduledAt: clock.now(), attempts });
    run(job);
  }

  function run(job: ServiceJob): void {
    const attempt = job.attempts.at(-1);
    const read = readTrainingRequest(job.payload);
    const later = (ms: number, action: () => void) =>
      clock.after(ms, () => {
        // It may have been terminated, or another attempt of it may run.
        if (!isClosed && isDispatched(job) && isSame(job.attempts.at(-1), attempt)) action();
      });
    if ("refused" in read) {
      later(0, () => end(job, read.refused));
      return;
    }
    const { durationMs, failure } = read;
    const limitMs = job.timeoutSeconds === undefined ? Infinity : job.timeoutSeconds * 1000;
    later(stageMs, () => {
      move(job, { status: "STARTING" });
      later(stageMs, () => {
        const startedAt = clock.now();
        move(job, { status: "RUNNING", startedAt, attempts: lastWith(job, { startedAt }) });
        // The words for a timeout are those for jobs in containers.
        if (durationMs > limitMs) later(limitMs, () => stop(job, "Job attempt duration exceeded timeout"));
        else later(durationMs, () => end(job, failure));
      });
    });
  }

  /** SageMaker has ended with a training job: with a fault or, `undefined`, well. */
  function end(job: ServiceJob, failure: string | undefined): void {
    const statusReason = `Received status from SageMaker: ${failure ?? "Training job completed"}`;
    const attempts = lastWith(job, { stoppedAt: clock.now(), statusReason });
    const { attempts: most = 1, evaluateOnExit = [] } = job.retryStrategy ?? {};
    const rules = evaluateOnExit.map(({ action = "RETRY", onStatusReason }) => ({ action, onStatusReason }));
    const isOver =
      failure === undefined ||
      retryDecision({ attempts: most, evaluateOnExit: rules }, attempts.length, { statusReason }) === "exit";
    if (isOver) {
      const status = failure === undefined ? "SUCCEEDED" : "FAILED";
      move(job, { status, statusReason, stoppedAt: clock.now(), attempts });
    } else move(job, { status: "RUNNABLE", statusReason, attempts });
    plan();
  }

  /** Ended by somebody, and not tried again. */
  function stop(job: ServiceJob, statusReason: string): void {
    const attempts = isDispatched(job)
      ? lastWith(job, { stoppedAt: clock.now(), statusReason })
      : job.attempts;
    move(job, { status: "FAILED", statusReason, stoppedAt: clock.now(), attempts });
    plan();
  }

  return {
    submit(job) {
      active.add(job);
      plan();
    },
    terminate(job, reason) {
      if (hasEnded(job)) return;
      jobs.update(job, { isTerminated: true });
      stop(job, reason);
    },
    resourcesChanged: plan,
    waiting,
    instances: (queue) => sum(open((job) => job.queue === queue.arn && isDispatched(job))),
    resume() {
      for (const job of open(isDispatched)) run(job);
      plan();
    },
    close() {
      isClosed = true;
    },
  };
}

const sum = (jobs: readonly ServiceJob[]): number => jobs.reduce((total, job) => total + instancesOf(job), 0);

const lastWith = ({ attempts }: ServiceJob, changes: Partial<ServiceAttempt>): ServiceAttempt[] =>
  attempts.map((attempt, index) => (index === attempts.length - 1 ? { ...attempt, ...changes } : attempt));

const isSame = (a: ServiceAttempt | undefined, b: ServiceAttempt | undefined): boolean =>
  a?.trainingJobArn === b?.trainingJobArn;
