import type { Clock } from "../ports/clock.ts";
import type { ArnMaker } from "./arns.ts";
import type { ComputeEnvironment } from "./compute-environment/compute-environment.ts";
import type { ConsumableResource } from "./consumable-resource/consumable-resource.ts";
import type { DefinitionStore } from "./job-definition/definition-store.ts";
import type { JobQueue } from "./job-queue/job-queue.ts";
import type { Admission } from "./job/dependencies/admission.ts";
import type { JobStore } from "./job/job-store.ts";
import type { QuotaShare } from "./quota-share/quota-share.ts";
import type { ResourceStore } from "./resource/resource-store.ts";
import type { AfterTransition } from "./resource/transition.ts";
import type { InstancePools } from "./scheduler/placement/instance-pool.ts";
import type { SchedulingPolicy } from "./scheduling-policy/scheduling-policy.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import type { ServiceEnvironment } from "./service-environment/service-environment.ts";
import type { ServiceJob } from "./service-job/service-job.ts";
import type { ServiceScheduler } from "./service-job/service-scheduler.ts";
import type { TagStore } from "./tag/tag-store.ts";

/** What the operations share. */
export interface BatchContext {
  readonly clock: Clock;
  /** A UUID that there was not before: of a job. */
  readonly newId: () => string;
  readonly afterTransition: AfterTransition;
  readonly arns: ArnMaker;
  readonly tags: TagStore;
  readonly definitions: DefinitionStore;
  readonly jobs: JobStore;
  readonly environments: ResourceStore<ComputeEnvironment>;
  readonly queues: ResourceStore<JobQueue>;
  readonly policies: ResourceStore<SchedulingPolicy>;
  readonly consumableResources: ResourceStore<ConsumableResource>;
  readonly serviceEnvironments: ResourceStore<ServiceEnvironment>;
  readonly quotaShares: ResourceStore<QuotaShare>;
  readonly serviceJobs: ResourceStore<ServiceJob>;
  readonly serviceScheduler: ServiceScheduler;
  readonly pools: InstancePools;
  readonly scheduler: Scheduler;
  readonly admission: Admission;
}
