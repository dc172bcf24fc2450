import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { Clock } from "../ports/clock.ts";
import type { ArnMaker } from "./arns.ts";
import type { Admission } from "./job/dependencies/admission.ts";
import type { DefinitionStore } from "./job-definition/definition-store.ts";
import type { JobStore } from "./job/job-store.ts";
import type { ResourceStore } from "./resource/resource-store.ts";
import type { Fleet } from "./scheduler/placement/fleet.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import type { TagStore } from "./tag/tag-store.ts";

/** What the operations share. */
export interface BatchContext {
  readonly clock: Clock;
  readonly arns: ArnMaker;
  readonly tags: TagStore;
  readonly definitions: DefinitionStore;
  readonly jobs: JobStore;
  /** Compute environments with their instances. */
  readonly fleets: ResourceStore<Fleet>;
  /** Jobs refer to their queue: an update changes the object, never replaces it. */
  readonly queues: ResourceStore<JobQueueDetail>;
  readonly scheduler: Scheduler;
  readonly admission: Admission;
}
