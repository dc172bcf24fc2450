import type { KeyValuePair } from "@aws-sdk/client-batch";
import type { OperationInput } from "../../model/operation-types.ts";
import type { JobContainer } from "../../ports/executor.ts";
import { variablesWithValue } from "../job-definition/canonical-container.ts";
import type { DefinedContainer } from "../job-definition/defined-container.ts";

/**
 * The definition's container with what SubmitJob overrides: the command as a whole, variables by name, resource
 * requirements by type. `vcpus` and `memory` of an override count only for definitions that use these deprecated
 * members themselves (API reference, ContainerOverrides). A variable that is overridden with nothing is not set.
 */
export function mergeOverrides(
  container: DefinedContainer,
  overrides?: OperationInput<"SubmitJob">["containerOverrides"],
): JobContainer {
  if (overrides) return merge(container, overrides);
  const known = unchanged.get(container);
  if (known) return known;
  const merged = merge(container, {});
  unchanged.set(container, merged);
  return merged;
}

/** Of definitions' containers without overrides, of which thousands of jobs may have the same. */
const unchanged = new WeakMap<DefinedContainer, JobContainer>();

function merge(
  container: DefinedContainer,
  overrides: NonNullable<OperationInput<"SubmitJob">["containerOverrides"]>,
): JobContainer {
  const requirements = mergeBy("type", container.resourceRequirements, overrides.resourceRequirements);
  const listed = (type: string) => requirements.some((entry) => entry.type === type);
  return {
    ...container,
    command: overrides.command ?? container.command ?? [],
    environment: variablesWithValue(
      mergeBy<KeyValuePair>("name", container.environment, overrides.environment),
    ),
    resourceRequirements: requirements,
    ...(overrides.vcpus !== undefined && !listed("VCPU") ? { vcpus: overrides.vcpus } : {}),
    ...(overrides.memory !== undefined && !listed("MEMORY") ? { memory: overrides.memory } : {}),
    ...(overrides.instanceType === undefined ? {} : { instanceType: overrides.instanceType }),
  };
}

function mergeBy<Entry>(key: keyof Entry, base: readonly Entry[] = [], over: readonly Entry[] = []): Entry[] {
  const merged = new Map<unknown, Entry>(base.map((entry) => [entry[key], entry]));
  for (const entry of over) merged.set(entry[key], entry);
  return [...merged.values()];
}
