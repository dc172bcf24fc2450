import { randomUUID } from "node:crypto";
import { reasons, serviceTimeLimitReason } from "../../aws/reasons.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ArnMaker } from "../arns.ts";
import { environmentsInOrder, type JobQueue } from "../job-queue/job-queue.ts";
import type { QuotaShare } from "../quota-share/quota-share.ts";
import { sharesOf } from "../quota-share/shares-of.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import { retryDecision } from "../scheduler/attempt/retry-decision.ts";
import { createTimeLimit, type TimeLimit } from "../scheduler/order/time-limit.ts";
import { weightOf, type SchedulingPolicy } from "../scheduling-policy/scheduling-policy.ts";
import type { ServiceEnvironment } from "../service-environment/service-environment.ts";
import { hasRoom, takesJobs } from "./environment-room.ts";
import { nextQuotaStep, type QuotaState } from "./quota-step.ts";
import { createServiceFronts, type ServiceFronts } from "./service-fronts.ts";
import {
  hasEnded,
  isDispatched,
  preemptionsOf,
  triesOf,
  type ServiceAttempt,
  type ServiceJob,
} from "./service-job.ts";
import { instancesOf, readTrainingRequest } from "./training-request.ts";
import { whyServiceJobWaits } from "./why-service-job-waits.ts";

/** Dispatches service jobs to a SageMaker that is simulated: nothing is trained. */
export interface ServiceScheduler {
  submit(job: ServiceJob): void;
  terminate(job: ServiceJob, reason: string): void;
  /** A queue, an environment or a priority has changed. */
  resourcesChanged(): void;
  /** Who waits in a queue at which place, as the last pass left it. */
  readonly fronts: Pick<ServiceFronts, "of" | "ofShares">;
  /** Its jobs that SageMaker has. */
  dispatched(queue: JobQueue): readonly ServiceJob[];
  /** What was dispatched when the process ended begins its attempt again. */
  resume(): void;
  /** Nothing more happens. */
  close(): void;
}

export interface ServiceSchedulerOptions {
  readonly clock: Clock;
  readonly jobs: ResourceStore<ServiceJob>;
  readonly queues: () => readonly JobQueue[];
  readonly shares: () => readonly QuotaShare[];
  readonly policyOf: (arn: string) => SchedulingPolicy | undefined;
  readonly arns: ArnMaker;
  /** A job has another state. */
  readonly changed: (job: ServiceJob) => void;
  /** A job at the head of its queue, or of its quota share, got a reason why it can never run. */
  readonly blocked: (job: ServiceJob) => void;
}

/** How long a simulated training job is SCHEDULED, and then STARTING. On AWS it is minutes. */
const stageMs = 500;

export function createServiceScheduler(options: ServiceSchedulerOptions): ServiceScheduler {
  const { clock, jobs, queues, shares, policyOf, arns } = options;
  const fronts = createServiceFronts(clock);
  const active = new Set(jobs.all().filter((job) => !hasEnded(job)));
  /** Of the jobs that are blocked: a queue with quota shares has a head in each of them. */
  const limits = new Map<ServiceJob, TimeLimit<ServiceJob>>();
  let isPlanned = false;
  let isClosed = false;

  function move(job: ServiceJob, changes: Partial<ServiceJob>): void {
    jobs.update(job, changes);
    if (hasEnded(job)) active.delete(job);
    if (job.status !== "RUNNABLE") watch(job, undefined);
    options.changed(job);
  }

  const open = (of: (job: ServiceJob) => boolean): ServiceJob[] => [...active].filter(of);

  const sharesIn = (queue: JobQueue): QuotaShare[] => sharesOf(queue, shares());

  /** A queue with quota shares as it stands. */
  function quotaState(queue: JobQueue): QuotaState {
    const dispatched = open(isDispatched);
    const isHere = (job: ServiceJob) => job.queue === queue.arn;
    return {
      shares: sharesIn(queue),
      environments: environmentsInOrder(queue.serviceOrder ?? []).filter(takesJobs),
      waiting: open((job) => isHere(job) && job.status === "RUNNABLE"),
      dispatched: dispatched.filter(isHere),
      elsewhere: dispatched.filter((job) => !isHere(job)),
    };
  }

  const policyIn = ({ schedulingPolicyArn: arn }: JobQueue) =>
    arn === undefined ? undefined : policyOf(arn);

  /** Highest priority of those of the share that has least, by weight; without a policy, first in, first out. */
  function waiting(queue: JobQueue): ServiceJob[] {
    const policy = policyIn(queue)?.fairShare;
    const runnable = open((job) => job.queue === queue.arn && job.status === "RUNNABLE");
    if (!policy) return runnable;
    const dispatched = open((job) => job.queue === queue.arn && isDispatched(job));
    const byShare = Map.groupBy(dispatched, ({ shareIdentifier = "" }) => shareIdentifier);
    const used = new Map([...byShare].map(([share, jobsOf]) => [share, instancesOf(jobsOf)]));
    const usage = ({ shareIdentifier: share = "" }: ServiceJob) =>
      (used.get(share) ?? 0) * weightOf(policy, share);
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
      const isQuota = policyIn(queue)?.quotaShare !== undefined;
      if (isQuota) dispatchByQuota(queue);
      else dispatchInOrder(queue);
      fronts.update(queue, isQuota ? quotaState(queue) : waiting(queue));
      explain(queue);
    }
  }

  /** The one in front that has no room keeps those behind it waiting. */
  function dispatchInOrder(queue: JobQueue): void {
    for (let head = waiting(queue)[0]; head; head = waiting(queue)[0]) {
      const environment = roomFor(head, queue);
      if (!environment) break;
      dispatch(head, environment);
    }
  }

  /** A job that was stopped waits as any other does, and may go to what is idle elsewhere in the same pass. */
  function dispatchByQuota(queue: JobQueue): void {
    const next = () => nextQuotaStep(quotaState(queue));
    for (let step = next(); step; step = next()) {
      for (const job of step.preempted) preempt(job);
      dispatch(step.job, step.environment);
    }
  }

  function roomFor(job: ServiceJob, queue: JobQueue): ServiceEnvironment | undefined {
    const dispatched = open(isDispatched);
    return environmentsInOrder(queue.serviceOrder ?? []).find(
      (environment) => takesJobs(environment) && hasRoom(environment, job, dispatched),
    );
  }

  /** Who keeps others waiting and can never run says why, as long as it is so. */
  function explain(queue: JobQueue): void {
    const environments = environmentsInOrder(queue.serviceOrder ?? []);
    const heads = new Set(fronts.heads(queue));
    for (const job of open((of) => of.queue === queue.arn && of.status === "RUNNABLE")) {
      const why = heads.has(job) ? whyServiceJobWaits(job, environments, sharesIn(queue)) : undefined;
      const said = job.statusReason?.startsWith("MISCONFIGURATION:") ? undefined : job.statusReason;
      watch(job, why, queue);
      if (job.statusReason === (why ?? said)) continue;
      jobs.update(job, { statusReason: why ?? said });
      if (why !== undefined) options.blocked(job);
    }
  }

  /** The queue's `jobStateTimeLimitActions`, whose action is TERMINATE. */
  function watch(job: ServiceJob, why: string | undefined, queue?: JobQueue): void {
    if (why !== undefined && queue && !limits.has(job))
      limits.set(
        job,
        createTimeLimit(queue, clock, (overdue, code) => terminate(overdue, serviceTimeLimitReason(code))),
      );
    limits.get(job)?.watch(job, why);
    if (why === undefined) limits.delete(job);
  }

  function terminate(job: ServiceJob, reason: string): void {
    if (isClosed || hasEnded(job)) return;
    jobs.update(job, { isTerminated: true });
    stop(job, reason);
  }

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
      retryDecision({ attempts: most, evaluateOnExit: rules }, triesOf({ attempts }).length, {
        statusReason,
      }) === "exit";
    if (isOver) {
      const status = failure === undefined ? "SUCCEEDED" : "FAILED";
      move(job, { status, statusReason, stoppedAt: clock.now(), attempts });
    } else move(job, { status: "RUNNABLE", statusReason, attempts });
    plan();
  }

  /** Stopped for another job: it waits again or, where it has been stopped as often as it may be, has failed. */
  function preempt(job: ServiceJob): void {
    const statusReason = reasons.preempted;
    const attempts = lastWith(job, { stoppedAt: clock.now(), statusReason, isPreempted: true });
    const { preemptionRetriesBeforeTermination: most = Infinity } = job.preemptionConfiguration ?? {};
    if (preemptionsOf({ attempts }).length <= most) move(job, { status: "RUNNABLE", statusReason, attempts });
    else move(job, { status: "FAILED", statusReason, stoppedAt: clock.now(), attempts });
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
    terminate,
    resourcesChanged: plan,
    fronts,
    dispatched: (queue) => open((job) => job.queue === queue.arn && isDispatched(job)),
    resume() {
      for (const job of open(isDispatched)) run(job);
      plan();
    },
    close() {
      isClosed = true;
    },
  };
}

const lastWith = ({ attempts }: ServiceJob, changes: Partial<ServiceAttempt>): ServiceAttempt[] =>
  attempts.map((attempt, index) => (index === attempts.length - 1 ? { ...attempt, ...changes } : attempt));

const isSame = (a: ServiceAttempt | undefined, b: ServiceAttempt | undefined): boolean =>
  a?.trainingJobArn === b?.trainingJobArn;
