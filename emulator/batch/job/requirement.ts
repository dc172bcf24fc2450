import type { ContainerProperties, ResourceRequirement } from "@aws-sdk/client-batch";
import type { Architecture } from "../../../contract/architecture.ts";
import type { JobResources } from "../../../contract/job-fit.ts";

/** What a job asks of its place. */
export interface Requirement extends JobResources {
  /** Where the job chooses it, and not its environment: on Fargate and on managed instances. */
  readonly architecture?: Architecture;
  /** What nodes of a multi-node job may ask for. */
  readonly instanceType?: string;
}

/** Reads `resourceRequirements`, or the deprecated `vcpus` and `memory`; 0 where nothing is given. */
export function requirementOf(
  container: Pick<ContainerProperties, "resourceRequirements" | "vcpus" | "memory">,
): JobResources {
  const listed = container.resourceRequirements ?? [];
  return {
    vcpus: amount(listed, "VCPU") ?? container.vcpus ?? 0,
    memoryMiB: amount(listed, "MEMORY") ?? container.memory ?? 0,
    gpus: amount(listed, "GPU") ?? 0,
  };
}

/** What several ask for together. */
export function sumOf(parts: readonly JobResources[]): JobResources {
  return parts.reduce(
    (sum, { vcpus, memoryMiB, gpus }) => ({
      vcpus: sum.vcpus + vcpus,
      memoryMiB: sum.memoryMiB + memoryMiB,
      gpus: sum.gpus + gpus,
    }),
    { vcpus: 0, memoryMiB: 0, gpus: 0 },
  );
}

function amount(listed: readonly ResourceRequirement[], type: string): number | undefined {
  const value = listed.find((entry) => entry.type === type)?.value;
  return value === undefined ? undefined : Number(value);
}
