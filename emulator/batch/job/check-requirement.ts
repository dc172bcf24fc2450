import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { JobResources } from "../../../contract/job-fit.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import { isFargateSize } from "./fargate-sizes.ts";
import type { Capability } from "./platform.ts";
import { requirementOf, sumOf } from "./requirement.ts";

type Asking = Pick<ContainerProperties, "resourceRequirements" | "vcpus" | "memory">;

/**
 * What a container asks for, or an error: on instances whole vCPUs, and at least 4 MiB of memory; on Fargate one of its
 * sizes (API reference, ResourceRequirement).
 */
export function checkRequirement(container: Asking, capability: Capability = "EC2"): JobResources {
  return checkTaskRequirement([container], capability);
}

/** The same of the containers of a task, for what they ask together: on Fargate that is its size. */
export function checkTaskRequirement(
  containers: readonly Asking[],
  capability: Capability = "EC2",
): JobResources {
  const sum = sumOf(containers.map((container) => checkOne(container, capability)));
  if (capability === "FARGATE" && !isFargateSize(sum.vcpus, sum.memoryMiB)) {
    throw jobErrors.notAFargateSize(sum.vcpus, sum.memoryMiB);
  }
  return sum;
}

function checkOne(container: Asking, capability: Capability): JobResources {
  if (capability === "FARGATE") refuseOldMembers(container);
  checkValues(container, capability);
  const requirement = requirementOf(container);
  const { vcpus, memoryMiB, gpus } = requirement;
  if (vcpus === 0) throw jobErrors.vcpuMissing();
  if (memoryMiB === 0) throw jobErrors.memoryMissing();
  if (capability === "FARGATE") {
    if (gpus > 0) throw jobErrors.notForFargate("GPU");
    return requirement;
  }
  if (!isWhole(vcpus, 1))
    throw resourceErrors.invalid(`VCPU is a whole number of at least 1 on EC2, given ${vcpus}`);
  if (!isWhole(memoryMiB, 4)) {
    throw resourceErrors.invalid(`MEMORY is a whole number of MiB of at least 4, given ${memoryMiB}`);
  }
  if (!isWhole(gpus, 0)) throw resourceErrors.invalid(`GPU is a whole number, given ${gpus}`);
  return requirement;
}

function refuseOldMembers({ vcpus, memory }: Asking): void {
  if (vcpus !== undefined) throw jobErrors.oldMemberOnFargate("vcpus");
  if (memory !== undefined) throw jobErrors.oldMemberOnFargate("memory");
}

/** Numbers as AWS reads them: on EC2 "1.0" is none. */
function checkValues({ resourceRequirements = [] }: Asking, capability: Capability): void {
  const number = capability === "FARGATE" ? /^\d+(?:\.\d+)?$/ : /^\d+$/;
  const seen = new Set<string>();
  for (const { type = "", value = "" } of resourceRequirements) {
    if (!number.test(value)) throw jobErrors.notNumeric(value, type);
    if (seen.has(type)) throw resourceErrors.invalid(`resourceRequirements has ${type} twice`);
    seen.add(type);
  }
}

const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
