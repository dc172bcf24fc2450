import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { JobResources } from "../../../contract/job-fit.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import { requirementOf } from "./requirement.ts";

/**
 * What a container asks for, or an error: on EC2 whole vCPUs, and at least 4 MiB of memory (API reference,
 * ResourceRequirement).
 */
export function checkRequirement(
  container: Pick<ContainerProperties, "resourceRequirements" | "vcpus" | "memory">,
): JobResources {
  const requirement = requirementOf(container);
  const { vcpus, memoryMiB, gpus } = requirement;
  if (vcpus === 0) throw jobErrors.vcpuMissing();
  if (memoryMiB === 0) throw jobErrors.memoryMissing();
  if (!isWhole(vcpus, 1))
    throw resourceErrors.invalid(`VCPU is a whole number of at least 1 on EC2, given ${vcpus}`);
  if (!isWhole(memoryMiB, 4)) {
    throw resourceErrors.invalid(`MEMORY is a whole number of MiB of at least 4, given ${memoryMiB}`);
  }
  if (!isWhole(gpus, 0)) throw resourceErrors.invalid(`GPU is a whole number, given ${gpus}`);
  return requirement;
}

const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
