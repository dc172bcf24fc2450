import type { OperationInput } from "../../model/operation-types.ts";
import type { DefinedContainer } from "../job-definition/defined-container.ts";
import type { DefinedTask } from "../job-definition/defined-task.ts";
import { defaultContainerName } from "./default-container-name.ts";
import type { Job } from "./job.ts";
import { mergeOverrides } from "./merge-overrides.ts";
import { requirementOf, type Requirement } from "./requirement.ts";
import { referenceName, substituteReferences } from "./substitute-references.ts";
import type { TaskContainer } from "./task-container.ts";
import { overridesByContainer } from "./task-overrides.ts";

/** What a job runs, and what it asks for. */
export type ResolvedTask = Pick<Job, "containers" | "task" | "requirement">;

type Submission = OperationInput<"SubmitJob">;
type Parameters = Readonly<Record<string, string>>;

/**
 * A defined container with the overrides of a submission, and its command with the parameters. `requirement` reads what
 * it asks for, and may refuse it.
 */
export function resolveContainer(
  defined: DefinedContainer,
  overrides: Submission["containerOverrides"],
  parameters: Parameters,
  requirement: (merged: DefinedContainer) => Requirement,
): ResolvedTask {
  const merged = mergeOverrides(defined, overrides);
  const asked = requirement(merged);
  return {
    requirement: asked,
    containers: [
      {
        name: defaultContainerName,
        requirement: asked,
        essential: true,
        dependsOn: [],
        ...withParameters(merged, overrides, parameters),
      },
    ],
  };
}

/** The same of a task of several containers; `requirement` reads what they ask for together. */
export function resolveTask(
  { containers: defined, ...task }: DefinedTask,
  overrides: Submission["ecsPropertiesOverride"],
  parameters: Parameters,
  requirement: (merged: readonly DefinedContainer[], task: Omit<DefinedTask, "containers">) => Requirement,
): ResolvedTask {
  const over = overridesByContainer(overrides, defined);
  const merged = defined.map(({ name, essential, dependsOn, startTimeout, stopTimeout, ...container }) => ({
    name,
    essential,
    dependsOn,
    ...(startTimeout !== undefined && { startTimeout }),
    ...(stopTimeout !== undefined && { stopTimeout }),
    container: mergeOverrides(container, over.get(name)),
  }));
  return {
    task,
    requirement: requirement(
      merged.map(({ container }) => container),
      task,
    ),
    containers: merged.map(({ container, ...one }) => ({
      ...one,
      requirement: requirementOf(container),
      ...withParameters(container, over.get(one.name), parameters),
    })),
  };
}

function withParameters(
  merged: TaskContainer["container"],
  overrides: Pick<NonNullable<Submission["containerOverrides"]>, "command" | "environment"> = {},
  parameters: Parameters,
): Pick<TaskContainer, "container" | "overridden"> {
  const { command } = merged;
  const hasReferences = command.some((token) => referenceName(token) !== undefined);
  return {
    container: hasReferences ? { ...merged, command: substituteReferences(command, parameters) } : merged,
    overridden: {
      command: overrides.command !== undefined || hasReferences,
      environment: overrides.environment ?? [],
    },
  };
}
