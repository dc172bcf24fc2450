import type { InstanceType } from "./instance-types.ts";
import type { Room } from "./job-fit.ts";

/** What a launch template sets of an instance's processor (EC2 API, `CpuOptions`). */
export interface CpuOptions {
  readonly coreCount: number;
  readonly threadsPerCore: number;
}

/** Every core with one thread: hyper-threads off. */
export function oneThreadPerCore({ physicalCores }: InstanceType): CpuOptions {
  return { coreCount: physicalCores, threadsPerCore: 1 };
}

/**
 * What jobs have of an instance that starts with these options: the ECS agent registers the processors that its kernel
 * sees, so that a c7i.4xlarge with hyper-threads off holds 8 vCPUs of jobs, not 16.
 */
export function roomOf(type: InstanceType, options?: CpuOptions): Room {
  return options ? { ...type, vcpus: options.coreCount * options.threadsPerCore } : type;
}
