import type { InstanceType } from "../../contract/instance-types.ts";
import type { JobResources } from "../../contract/job-fit.ts";
import { roomOfFleet } from "./fleet-room.ts";
import type { FleetConfig } from "./fleet.ts";

/**
 * What a fleet's jobs request unless the config says: all vCPUs but one, which stays with the host, and the whole GiB
 * that leave 3 % of the usable memory, a figure that is itself a model good to about 1 %. On a 4xlarge: 15 and 30 GiB.
 */
export function requestsFor(
  { job, smt }: Pick<FleetConfig, "job" | "smt">,
  type: InstanceType,
): Pick<JobResources, "vcpus" | "memoryMiB"> {
  const { vcpus, usableMemoryMiB } = roomOfFleet({ smt }, type);
  return {
    vcpus: job.vcpus ?? vcpus - 1,
    memoryMiB: job.memoryMiB ?? Math.floor((usableMemoryMiB * 0.97) / 1024) * 1024,
  };
}
