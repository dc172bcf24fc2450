import type { ComputeResource } from "@aws-sdk/client-batch";
import { instanceTypes } from "../../../contract/instance-types.ts";
import type { Validated } from "../../model/validated.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkLaunch } from "./check-launch.ts";
import { computeResources, type ComputeResources } from "./compute-resources.ts";
import { environmentErrors } from "./errors.ts";
import { launchableTypes } from "./launchable-types.ts";

/** Reads an environment's resources; refuses what AWS Batch refuses, and what the local Batch cannot model. */
export function readComputeResources(given: Validated<ComputeResource> | undefined): ComputeResources {
  if (!given) throw resourceErrors.required("computeResources");
  if (given.type !== "EC2" && given.type !== "SPOT") {
    throw resourceErrors.notYetLocal(`${given.type} compute environments`, "Use type EC2 or SPOT.");
  }
  if (!given.subnets?.length) throw resourceErrors.required("subnets");
  if (!given.instanceRole) throw environmentErrors.instanceRoleMissing();
  checkLaunch(given);
  const resources = computeResources(given);
  checkLimits(resources);
  checkInstanceTypes(resources);
  return resources;
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
