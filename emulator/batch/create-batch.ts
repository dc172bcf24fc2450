import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../../contract/errors.ts";
import type { BatchApi, BatchHandlers } from "../ports/batch-api.ts";
import type { Clock } from "../ports/clock.ts";
import type { Executor } from "../ports/executor.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { arnMaker } from "./arns.ts";
import type { BatchContext } from "./batch-context.ts";
import { createBatchEvents, type BatchEvents } from "./batch-events.ts";
import { createAdmission } from "./job/dependencies/admission.ts";
import { createDefinitionStore } from "./job-definition/definition-store.ts";
import { createJobStore } from "./job/job-store.ts";
import {
  createComputeEnvironment,
  deleteComputeEnvironment,
  updateComputeEnvironment,
} from "./compute-environment/operations.ts";
import { describeJobs } from "./job/describe-jobs.ts";
import { describeComputeEnvironments, describeJobQueues } from "./resource/describe-resources.ts";
import {
  deregisterJobDefinition,
  describeJobDefinitions,
  registerJobDefinition,
} from "./job-definition/operations.ts";
import { createJobQueue, deleteJobQueue, updateJobQueue } from "./job-queue/operations.ts";
import { listJobs } from "./job/list-jobs.ts";
import { cancelJob, terminateJob } from "./job/stop-job.ts";
import { submitJob } from "./job/submit-job.ts";
import { listTagsForResource, tagResource, untagResource } from "./tag/operations.ts";
import { createResourceStore } from "./resource/resource-store.ts";
import { createFleet, type Fleet } from "./scheduler/placement/fleet.ts";
import { createHostSlots, type HostCapacity } from "./scheduler/pass/host-slots.ts";
import { createScheduler } from "./scheduler/scheduler.ts";
import { createTagStore } from "./tag/tag-store.ts";

export interface BatchOptions {
  readonly stack: StackModel;
  readonly executor: Executor;
  readonly logs: LogSink;
  readonly clock: Clock;
  /** The machine that runs the containers; default: not bounded, which suits only an executor without containers. */
  readonly host?: HostCapacity;
}

export interface Batch {
  readonly api: BatchHandlers<LocalOperation>;
  readonly events: BatchEvents;
  /** Stops what runs (SIGTERM, after `graceMs` SIGKILL; default 2 s) and waits for it. */
  shutdown(graceMs?: number): Promise<void>;
}

/** The operations that the local AWS Batch has. */
export type LocalOperation = keyof ReturnType<typeof operations>;

/** AWS Batch in this process: its state is in memory, its resources are the stack's and what requests create. */
export function createBatch({
  stack,
  executor,
  logs,
  clock,
  host = { vcpus: Infinity },
}: BatchOptions): Batch {
  const events = createBatchEvents();
  const tags = createTagStore();
  const arns = arnMaker(stack);
  const jobs = createJobStore({ clock, events, tags, region: stack.region, accountId: stack.accountId });
  const definitions = createDefinitionStore((name, revision) => arns.jobDefinition(name, revision));
  const fleets = createResourceStore<Fleet>(({ name, arn }) => [name, arn]);
  for (const environment of stack.computeEnvironments) fleets.add(createFleet(environment));
  const queues = createResourceStore<JobQueueDetail>((of) => [of.jobQueueName ?? "", of.jobQueueArn ?? ""]);
  // Copies: updates change them, and the stack stays what was synthesised.
  for (const queue of stack.jobQueues) queues.add({ ...queue });
  const scheduler = createScheduler({
    queues: () => queues.all(),
    fleets: () => fleets.all(),
    host: createHostSlots(host),
    executor,
    logs,
    clock,
    jobs,
    arns,
  });
  const admission = createAdmission({ clock, jobs, scheduler, arns });
  const context: BatchContext = {
    clock,
    arns,
    tags,
    definitions,
    jobs,
    fleets,
    queues,
    scheduler,
    admission,
  };
  registerStack(context, stack);
  return {
    api: operations(context),
    events,
    shutdown: (graceMs = 2000) => scheduler.shutdown(graceMs),
  };
}

function operations(context: BatchContext) {
  return {
    CreateComputeEnvironment: createComputeEnvironment(context),
    UpdateComputeEnvironment: updateComputeEnvironment(context),
    DeleteComputeEnvironment: deleteComputeEnvironment(context),
    CreateJobQueue: createJobQueue(context),
    UpdateJobQueue: updateJobQueue(context),
    DeleteJobQueue: deleteJobQueue(context),
    DescribeComputeEnvironments: describeComputeEnvironments(context),
    DescribeJobQueues: describeJobQueues(context),
    RegisterJobDefinition: registerJobDefinition(context),
    DeregisterJobDefinition: deregisterJobDefinition(context),
    DescribeJobDefinitions: describeJobDefinitions(context),
    SubmitJob: submitJob(context),
    DescribeJobs: describeJobs(context),
    ListJobs: listJobs(context),
    CancelJob: cancelJob(context),
    TerminateJob: terminateJob(context),
    ListTagsForResource: listTagsForResource(context),
    TagResource: tagResource(context),
    UntagResource: untagResource(context),
  } satisfies BatchApi;
}

function registerStack(context: BatchContext, stack: StackModel): void {
  const { tags } = context;
  for (const { computeEnvironmentArn = "", tags: own } of stack.computeEnvironments) {
    tags.register(computeEnvironmentArn, own);
  }
  for (const { jobQueueArn = "", tags: own } of stack.jobQueues) tags.register(jobQueueArn, own);
  const register = registerJobDefinition(context);
  for (const definition of stack.jobDefinitions) {
    try {
      register(definition);
    } catch (cause) {
      throw new GeosBenchError(
        `AWS Batch would refuse job definition "${definition.jobDefinitionName}": ${(cause as Error).message}`,
        { code: "job-definition-refused", cause },
      );
    }
  }
}
