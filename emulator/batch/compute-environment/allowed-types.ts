import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../../../contract/errors.ts";
import { instanceTypes, instanceTypesOf, type InstanceType } from "../../../contract/instance-types.ts";

/**
 * The instance types that a compute environment may launch. A family ("c7g") means all its sizes. Strategies other than
 * BEST_FIT_PROGRESSIVE_ORDERED take the smallest that fits, which is the cheapest within a family. Fargate has none.
 */
export function allowedTypes(environment: ComputeEnvironmentDetail): InstanceType[] {
  const resources = environment.computeResources;
  if (resources?.type !== "EC2" && resources?.type !== "SPOT") return [];
  const types = (resources.instanceTypes ?? []).flatMap((name) => expand(name, environment));
  return resources.allocationStrategy === "BEST_FIT_PROGRESSIVE_ORDERED"
    ? types
    : types.toSorted((a, b) => a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB);
}

function expand(name: string, environment: ComputeEnvironmentDetail): readonly InstanceType[] {
  const found = instanceTypesOf(name);
  if (found.length > 0) return found;
  throw new GeosBenchError(
    `Compute environment "${environment.computeEnvironmentName}" has instance type "${name}", which the local Batch does not know. Known: ${[...instanceTypes.keys()].join(", ")}.`,
    {
      code: "unknown-instance-type",
      hint: "Name an instance type or family in the stack, or add it to contract/instance-types.ts with its source.",
    },
  );
}
