import type { ComputeResource } from "@aws-sdk/client-batch";
import { instanceTypes } from "../../../contract/instance-types.ts";
import type { Validated } from "../../model/validated.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkFargate } from "./check-fargate.ts";
import { checkLaunch } from "./check-launch.ts";
import { checkManagedInstances } from "./check-managed-instances.ts";
import { computeResources, type ComputeResources } from "./compute-resources.ts";
import { capabilityOfType } from "./environment-kind.ts";
import { environmentErrors } from "./errors.ts";
import { launchableTypes } from "../../../contract/ec2/launchable-types.ts";

/** Reads an environment's resources; refuses what AWS Batch refuses, and what the local Batch cannot model. */
export function readComputeResources(given: Validated<ComputeResource> | undefined): ComputeResources {
  if (!given) throw resourceErrors.required("computeResources");
  const capability = capabilityOfType(given.type);
  if (capability === "FARGATE") checkFargate(given);
  else if (capability === "MANAGED_INSTANCES") checkManagedInstances(given);
  else checkInstances(given);
  const resources = computeResources(given);
  checkLimits(resources);
  if (capability === "EC2") checkInstanceTypes(resources);
  return resources;
}

function checkInstances(given: Validated<ComputeResource>): void {
  const managed = (["managedInstancesProvider", "capacityTags"] as const).find((name) => given[name]);
  if (managed) throw environmentErrors.onlyForManagedInstances(managed);
  if (!given.subnets?.length) throw resourceErrors.required("subnets");
  if (!given.instanceRole) throw environmentErrors.instanceRoleMissing();
  checkLaunch(given);
}

/** AWS keeps `desiredvCpus` between the other two (API reference, ComputeResource). */
function checkLimits({ minVcpus: min, desiredVcpus: desired, maxVcpus: max }: ComputeResources): void {
  const areWhole = [min, desired, max].every(Number.isInteger);
  if (areWhole && min >= 0 && min <= desired && desired <= max) return;
  throw environmentErrors.vcpuLimits(min, desired, max);
}

function checkInstanceTypes({ instanceTypes: names, launchable }: ComputeResources): void {
  if (names.length === 0) throw resourceErrors.required("instanceTypes");
  const unknown = names.find((name) => launchableTypes(name).length === 0);
  if (unknown !== undefined) {
    throw environmentErrors.unknownInstanceType(unknown, [...instanceTypes.keys()]);
  }
  const architectures = new Set(launchable.map(({ architecture }) => architecture));
  if (architectures.size > 1) throw environmentErrors.mixedInstanceTypes();
}
