import type { InstanceType } from "../../../../contract/instance-types.ts";
import { fits } from "../../../../contract/job-fit.ts";
import { isFargate } from "../../compute-environment/environment-kind.ts";
import type { ComputeResources } from "../../compute-environment/compute-resources.ts";
import type { Requirement } from "../../job/requirement.ts";

/** What of an instance type a modelled instance has; a task of Fargate is an instance of its own size. */
export type ModelledType = Pick<
  InstanceType,
  "name" | "architecture" | "vcpus" | "memoryMiB" | "usableMemoryMiB" | "gpus"
>;

/** The types that an environment may launch for a job and that it fits, in the order in which they are tried. */
export function candidates(need: Requirement, resources: ComputeResources): readonly ModelledType[] {
  if (isFargate(resources.type)) return [fargateTask(need)];
  return resources.launchable.filter(
    (type) => (need.instanceType ?? type.name) === type.name && suits(need, type),
  );
}

/** Whether a job can be on such an instance, or on what is free of one. */
export function suits(
  need: Requirement,
  room: Pick<ModelledType, "architecture" | "vcpus" | "usableMemoryMiB" | "gpus">,
): boolean {
  return (need.architecture ?? room.architecture) === room.architecture && fits(need, room);
}

function fargateTask({ vcpus, memoryMiB, gpus, architecture = "x86_64" }: Requirement): ModelledType {
  return { name: "FARGATE", architecture, vcpus, memoryMiB, usableMemoryMiB: memoryMiB, gpus };
}
