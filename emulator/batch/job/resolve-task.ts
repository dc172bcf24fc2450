import type { OperationInput } from "../../model/operation-types.ts";
import type { DefinedContainer } from "../job-definition/defined-container.ts";
import type { Job } from "./job.ts";
import { mergeOverrides } from "./merge-overrides.ts";
import type { Requirement } from "./requirement.ts";
import { referenceName, substituteReferences } from "./substitute-references.ts";

/** What a container runs, and what it asks for. */
export type ResolvedTask = Pick<Job, "container" | "overridden" | "requirement">;

/**
 * A defined container with the overrides of a submission, and its command with the parameters. `requirementOf` reads what
 * it asks for, and may refuse it.
 */
export function resolveTask(
  defined: DefinedContainer,
  overrides: OperationInput<"SubmitJob">["containerOverrides"],
  parameters: Readonly<Record<string, string>>,
  requirementOf: (merged: DefinedContainer) => Requirement,
): ResolvedTask {
  const merged = mergeOverrides(defined, overrides);
  const { command } = merged;
  return {
    requirement: requirementOf(merged),
    container: { ...merged, command: substituteReferences(command, parameters) },
    overridden: {
      command:
        overrides?.command !== undefined || command.some((token) => referenceName(token) !== undefined),
      environment: overrides?.environment ?? [],
    },
  };
}
