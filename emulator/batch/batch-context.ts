import type { Clock } from "../ports/clock.ts";
import type { StackModel } from "../ports/stack-model.ts";
import type { ArnMaker } from "./arns.ts";
import type { Admission } from "./dependencies/admission.ts";
import type { DefinitionStore } from "./definitions/definition-store.ts";
import type { JobStore } from "./job/job-store.ts";
import type { Fleet } from "./scheduler/fleet.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import type { TagStore } from "./tag-store.ts";

/** What the operations share. */
export interface BatchContext {
  readonly stack: StackModel;
  readonly clock: Clock;
  readonly arns: ArnMaker;
  readonly tags: TagStore;
  readonly definitions: DefinitionStore;
  readonly jobs: JobStore;
  readonly fleets: readonly Fleet[];
  readonly scheduler: Scheduler;
  readonly admission: Admission;
}
