import type {
  EcsTaskProperties,
  TaskContainerDependency,
  TaskContainerProperties,
} from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";

/** The conditions that a container can wait for (API reference, TaskContainerDependency). */
export const dependencyConditions = ["START", "COMPLETE", "SUCCESS"] as const;

/** What a container waits for: that another one of its task has started, has ended, or has ended with exit code 0. */
export interface DefinedDependency extends TaskContainerDependency {
  containerName: string;
  condition: (typeof dependencyConditions)[number];
}

/** One of the containers of a task. */
type DefinedTaskContainer = Validated<TaskContainerProperties> & {
  readonly name: string;
  /** Whether the task ends with it. */
  readonly essential: boolean;
  readonly dependsOn: DefinedDependency[];
};

/** The task that `ecsProperties` describe: several containers on one instance, with what they have in common. */
export type DefinedTask = Omit<Validated<EcsTaskProperties>, "containers"> & {
  readonly containers: DefinedTaskContainer[];
};
