import type { BatchHandlers } from "../ports/batch-api.ts";
import type { Clock } from "../ports/clock.ts";
import type { Executor } from "../ports/executor.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { arnMaker } from "./arns.ts";
import { createBatchEvents, type BatchEvents } from "./batch-events.ts";
import type { ComputeEnvironment } from "./compute-environment/compute-environment.ts";
import type { ConsumableResource } from "./consumable-resource/consumable-resource.ts";
import { createConsumables } from "./consumable-resource/consumables.ts";
import { createDefinitionStore } from "./job-definition/definition-store.ts";
import type { JobQueue } from "./job-queue/job-queue.ts";
import { createAdmission } from "./job/dependencies/admission.ts";
import { createJobStore } from "./job/job-store.ts";
import { operations, type LocalOperation } from "./operations.ts";
import { registerStack } from "./register-stack.ts";
import { createResourceStore } from "./resource/resource-store.ts";
import { createHostSlots, type HostSlots } from "./scheduler/pass/host-slots.ts";
import type { ModelledType } from "./scheduler/placement/candidates.ts";
import { createInstancePools } from "./scheduler/placement/instance-pool.ts";
import type { SchedulingPolicy } from "./scheduling-policy/scheduling-policy.ts";
import { createScheduler } from "./scheduler/scheduler.ts";
import { createTagStore } from "./tag/tag-store.ts";

export interface BatchOptions {
  readonly stack: StackModel;
  readonly executor: Executor;
  readonly logs: LogSink;
  readonly clock: Clock;
  /**
   * What the machine that runs the containers has room for, shared by all who run jobs on it; default: not bounded, which
   * suits only an executor without containers.
   */
  readonly host?: HostSlots;
  /** What is registered in the cluster of every unmanaged environment; default: nothing, so that its jobs wait. */
  readonly unmanaged?: readonly ModelledType[];
}

export interface Batch {
  readonly api: BatchHandlers<LocalOperation>;
  readonly events: BatchEvents;
  /** Stops what runs (SIGTERM, after `graceMs` SIGKILL; default 2 s) and waits for it. */
  shutdown(graceMs?: number): Promise<void>;
}

/** AWS Batch in this process: its state is in memory, its resources are the stack's and what requests create. */
export function createBatch({
  stack,
  executor,
  logs,
  clock,
  host = createHostSlots({ vcpus: Infinity }),
  unmanaged = [],
}: BatchOptions): Batch {
  const events = createBatchEvents();
  const tags = createTagStore();
  const arns = arnMaker(stack);
  const jobs = createJobStore({ clock, events, tags, region: stack.region, accountId: stack.accountId });
  const definitions = createDefinitionStore((name, revision) => arns.jobDefinition(name, revision));
  const environments = createResourceStore<ComputeEnvironment>();
  const queues = createResourceStore<JobQueue>();
  const policies = createResourceStore<SchedulingPolicy>();
  const consumableResources = createResourceStore<ConsumableResource>();
  const pools = createInstancePools(arns, unmanaged);
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
  });
  const admission = createAdmission({ clock, jobs, scheduler, arns });
  const api = operations({
    clock,
    arns,
    tags,
    definitions,
    jobs,
    environments,
    queues,
    policies,
    consumableResources,
    pools,
    scheduler,
    admission,
  });
  return { api, events, shutdown: (graceMs = 2000) => scheduler.shutdown(graceMs) };
}
