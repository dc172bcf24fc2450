import type { InstanceType } from "../../contract/instance-types.ts";
import type { FleetConfig } from "./fleet.ts";

export interface JobRequests {
  readonly vcpus: number;
  readonly memoryMiB: number;
}

/**
 * What a fleet's jobs request unless the config says: all vCPUs but one, which stays with the host, and the whole GiB
 * that leave 3 % of the usable memory, a figure that is itself a model good to about 1 %. On a 4xlarge: 15 and 30 GiB.
 */
export function requestsFor({ job, smt }: Pick<FleetConfig, "job" | "smt">, type: InstanceType): JobRequests {
  const vcpus = smt ? type.vcpus : type.physicalCores;
  return {
    vcpus: job.vcpus ?? vcpus - 1,
    memoryMiB: job.memoryMiB ?? Math.floor((type.usableMemoryMiB * 0.97) / 1024) * 1024,
  };
}
