import type { KeyValuePair } from "@aws-sdk/client-batch";
import type { JobResources } from "../../../contract/job-fit.ts";
import type { JobContainer } from "../../ports/executor.ts";
import type { DefinedDependency, DefinedTask } from "../job-definition/defined-task.ts";

/** What the containers of `ecsProperties` have in common: volumes, roles, namespaces. */
export type SharedTask = Omit<DefinedTask, "containers">;

/** A container of a job's ECS task: a job of `containerProperties` has one, "default". */
export interface TaskContainer {
  readonly name: string;
  /** Overrides merged, references substituted. */
  readonly container: JobContainer;
  /** What of `container` reaches ECS as an override. */
  readonly overridden: { readonly command: boolean; readonly environment: readonly KeyValuePair[] };
  readonly requirement: JobResources;
  /** Whether the task ends with it. */
  readonly essential: boolean;
  readonly dependsOn: readonly DefinedDependency[];
  /** Seconds from its start within which those that wait for its end must see it. */
  readonly startTimeout?: number;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly stopTimeout?: number;
}
