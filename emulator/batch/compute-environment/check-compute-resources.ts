import type { ComputeResource } from "@aws-sdk/client-batch";
import { instanceTypes, instanceTypesOf } from "../../../contract/instance-types.ts";
import { clientErrors } from "../client-errors.ts";

/** Refuses what AWS Batch refuses of an environment's resources, and what the local Batch cannot model. */
export function checkComputeResources(resources: ComputeResource | undefined): ComputeResource {
  if (!resources) throw clientErrors.required("computeResources");
  if (resources.type !== "EC2" && resources.type !== "SPOT") {
    throw clientErrors.notYetLocal(`${resources.type} compute environments`, "Use type EC2 or SPOT.");
  }
  if (!resources.subnets?.length) throw clientErrors.required("subnets");
  if (!resources.instanceRole) throw clientErrors.instanceRoleMissing();
  checkLimits(resources);
  checkInstanceTypes(resources.instanceTypes ?? []);
  return resources;
}

/** AWS keeps `desiredvCpus` between the other two (API reference, ComputeResource). */
function checkLimits({ minvCpus: min = 0, maxvCpus: max = 0, desiredvCpus = min }: ComputeResource): void {
  if (min >= 0 && min <= desiredvCpus && desiredvCpus <= max) return;
  throw clientErrors.vcpuLimits(min, desiredvCpus, max);
}

function checkInstanceTypes(names: readonly string[]): void {
  if (names.length === 0) throw clientErrors.required("instanceTypes");
  const architectures = new Set<string>();
  for (const name of names) {
    const meant = instanceTypesOf(name);
    if (meant.length === 0) throw clientErrors.unknownInstanceType(name, [...instanceTypes.keys()]);
    for (const { architecture } of meant) architectures.add(architecture);
  }
  if (architectures.size > 1) throw clientErrors.mixedInstanceTypes();
}
