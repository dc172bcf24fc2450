import { randomUUID } from "node:crypto";
import type { BatchHandlers } from "../ports/batch-api.ts";
import type { Clock } from "../ports/clock.ts";
import type { Executor } from "../ports/executor.ts";
import { briefLife, type InstanceLife } from "../ports/instance-life.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { forgetful, type State } from "../ports/state.ts";
import { arnMaker } from "./arns.ts";
import { createBatchEvents, type BatchEvents, type ServiceJobEvent } from "./batch-events.ts";
import { savedEnvironment } from "./compute-environment/saved-environment.ts";
import { createConsumables } from "./consumable-resource/consumables.ts";
import { savedConsumable } from "./consumable-resource/saved-consumable.ts";
import { createDefinitionStore } from "./job-definition/definition-store.ts";
import { deletedQueue } from "./job-queue/deleted-queue.ts";
import { savedQueue } from "./job-queue/saved-queue.ts";
import { createAdmission } from "./job/dependencies/admission.ts";
import type { LogDestination } from "./job/log-destination.ts";
import { createJobStore } from "./job/job-store.ts";
import { isTerminal, type Job } from "./job/job.ts";
import { mainLog } from "./job/main-log.ts";
import { openJobs, resumeJobs } from "./job/resume-jobs.ts";
import { refusedWhileUnkept } from "./kept-before-answered.ts";
import { operations, type LocalOperation } from "./operations.ts";
import { savedQuotaShare } from "./quota-share/quota-share.ts";
import { registerStack } from "./register-stack.ts";
import { createResourceStore } from "./resource/resource-store.ts";
import { transitions } from "./resource/transition.ts";
import { createHostSlots, type HostSlots } from "./scheduler/pass/host-slots.ts";
import { undisturbed, type Pace } from "./scheduler/pass/pace.ts";
import type { ModelledType } from "./scheduler/placement/candidates.ts";
import { createInstancePools } from "./scheduler/placement/instance-pool.ts";
import { savedPolicy } from "./scheduling-policy/saved-policy.ts";
import { savedServiceEnvironment } from "./service-environment/service-environment.ts";
import { savedServiceJob, type ServiceJob } from "./service-job/service-job.ts";
import { serviceJobDetail } from "./service-job/service-job-detail.ts";
import { createServiceScheduler } from "./service-job/service-scheduler.ts";
import { batchView, type BatchView } from "./view/batch-view.ts";
import { explainJob, type JobExplanation } from "./view/explain-job.ts";
import { createScheduler } from "./scheduler/scheduler.ts";
import { createTagStore } from "./tag/tag-store.ts";

export interface BatchOptions {
  readonly stack: StackModel;
  readonly executor: Executor;
  readonly logs: LogSink;
  readonly clock: Clock;
  /** What there is from before, and where all is kept; default: nowhere. */
  readonly state?: State;
  /**
   * What the machine that runs the containers has room for, shared by all who run jobs on it; default: not bounded, which
   * suits only an executor without containers.
   */
  readonly host?: HostSlots;
  /** What is registered in the cluster of every unmanaged environment; default: nothing, so that its jobs wait. */
  readonly unmanaged?: readonly ModelledType[];
  /**
   * How long environments and queues are CREATING, UPDATING and DELETING; default: long enough to be seen. 0: they are
   * never, as clients expect that were made for simpler local Batches and do not wait.
   */
  readonly transitionMs?: number | undefined;
  /** How modelled instances come and go; default: with their jobs. */
  readonly life?: InstanceLife;
  /** Ids of jobs, tasks and instances are made from these UUIDs; default: random ones. */
  readonly newId?: () => string;
  /** Is told of every change of a job's state, before the events are: they carry a description, which costs more. */
  readonly moved?: (job: Readonly<Job>) => void;
  /**
   * Whether it is kept since when jobs are at their places in a queue, which GetJobQueueSnapshot tells; default: true.
   * Each pass looks at the first hundred of each queue for it.
   */
  readonly frontTimes?: boolean;
  /** Default: a pass at once, for all that there is. */
  readonly pace?: Pace;
}

export interface Batch {
  /** What it changes is kept at the end of the turn; whoever is answered waits for that (keptBeforeAnswered). */
  readonly api: BatchHandlers<LocalOperation>;
  readonly events: BatchEvents;
  /** Whether that attempt is the one that its job is in. */
  isUnderWay(jobId: string, attempt: number): boolean;
  /** How everything stands, for who looks on, with at most so many jobs that have ended. */
  view(ended: number): BatchView;
  /** Why a job is where it is, and what would let it run; `undefined` where there is no such job. */
  explain(id: string): JobExplanation | undefined;
  /** EC2 takes an instance away, as it does with Spot Instances. Whether there is such an instance. */
  interrupt(instanceId: string): boolean;
  /** Where the lines of a job's latest attempt go, if it has one; `undefined` where there is no such job. */
  logOf(id: string): { readonly log: LogDestination | undefined } | undefined;
  /** Stops what runs (SIGTERM, after `graceMs` SIGKILL; default 2 s) and waits for it. */
  shutdown(graceMs?: number): Promise<void>;
}

/** AWS Batch in this process: its resources are the stack's and what requests create. */
export function createBatch({
  stack,
  executor,
  logs,
  clock,
  state = forgetful,
  host = createHostSlots({ vcpus: Infinity }),
  unmanaged = [],
  transitionMs,
  life = briefLife,
  newId = randomUUID,
  moved = () => {},
  frontTimes = true,
  pace = undisturbed,
}: BatchOptions): Batch {
  const events = createBatchEvents();
  const tags = createTagStore(state);
  const arns = arnMaker(stack);
  const definitions = createDefinitionStore(state, (name, revision) => arns.jobDefinition(name, revision));
  const environments = createResourceStore(state, savedEnvironment);
  const serviceEnvironments = createResourceStore(state, savedServiceEnvironment);
  const queues = createResourceStore(state, savedQueue(environments, serviceEnvironments));
  const jobs = createJobStore({
    state,
    queueOf: (arn) => queues.find(arn) ?? deletedQueue(arn),
    clock,
    events,
    tags,
    region: stack.region,
    accountId: stack.accountId,
    moved,
  });
  const policies = createResourceStore(state, savedPolicy);
  const consumableResources = createResourceStore(state, savedConsumable);
  const pools = createInstancePools({ arns, unmanaged, life, newId });
  registerStack({ environments, queues, definitions, tags, arns }, stack);
  const scheduler = createScheduler({
    queues: () => queues.all(),
    environments: () => environments.all(),
    policyOf: (arn) => policies.find(arn),
    consumables: createConsumables(consumableResources),
    pools,
    host,
    region: stack.region,
    executor,
    logs,
    clock,
    jobs,
    arns,
    state,
    life,
    newId,
    frontTimes,
    pace,
  });
  const serviceJobs = createResourceStore(state, savedServiceJob);
  const quotaShares = createResourceStore(state, savedQuotaShare);
  function tell(
    job: ServiceJob,
    what: "serviceJobStateChange" | "serviceJobQueueBlocked",
    type: ServiceJobEvent["detail-type"],
  ): void {
    if (events.listenerCount(what) === 0) return;
    events.emit(what, {
      source: "aws.batch",
      "detail-type": type,
      account: stack.accountId,
      region: stack.region,
      time: new Date(clock.now()).toISOString(),
      resources: [job.arn],
      detail: serviceJobDetail(job),
    });
  }
  const serviceScheduler = createServiceScheduler({
    clock,
    jobs: serviceJobs,
    shares: () => quotaShares.all(),
    queues: () => queues.all(),
    policyOf: (arn) => policies.find(arn),
    arns,
    changed: (job) => tell(job, "serviceJobStateChange", "Batch Service Job State Change"),
    blocked: (job) => tell(job, "serviceJobQueueBlocked", "Batch Service Job Queue Blocked"),
  });
  const admission = createAdmission({ clock, jobs, scheduler, arns });
  const context = {
    clock,
    newId,
    afterTransition: transitions(clock, transitionMs),
    arns,
    tags,
    definitions,
    jobs,
    environments,
    queues,
    policies,
    consumableResources,
    serviceEnvironments,
    quotaShares,
    serviceJobs,
    serviceScheduler,
    pools,
    scheduler,
    admission,
  };
  const api = operations(context);
  const open = openJobs(jobs);
  // Not at once: whoever listens to the events hears of what follows.
  clock.after(0, () => {
    resumeJobs(open, context);
    serviceScheduler.resume();
  });
  return {
    api: refusedWhileUnkept(api, state),
    events,
    isUnderWay(jobId, attempt) {
      const job = jobs.get(jobId);
      return job !== undefined && !isTerminal(job) && job.attempts.at(-1)?.number === attempt;
    },
    view: (ended) => batchView({ jobs, queues, environments, pools }, stack.region, ended),
    explain(id) {
      const job = jobs.get(id);
      return job && explainJob(job, context, stack.region);
    },
    interrupt: (instanceId) => scheduler.interrupt(instanceId),
    logOf(id) {
      const job = jobs.get(id);
      return job && { log: mainLog(job) };
    },
    shutdown(graceMs = 2000) {
      serviceScheduler.close();
      return scheduler.shutdown(graceMs);
    },
  };
}
