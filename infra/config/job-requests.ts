import type { InstanceType } from "../../contract/instance-types.ts";
import type { JobResources } from "../../contract/job-fit.ts";
import { roomOfFleet } from "./fleet-room.ts";
import type { FleetConfig } from "./fleet.ts";

/**
 * What a fleet's jobs request unless the config says: all vCPUs but one, which stays with the host, and the whole GiB of
 * the memory that a job is certain to get. On a 4xlarge: 15 and 30 GiB.
 */
export function requestsFor(
  { job, smt }: Pick<FleetConfig, "job" | "smt">,
  type: InstanceType,
): Pick<JobResources, "vcpus" | "memoryMiB"> {
  const { vcpus, usableMemoryMiB } = roomOfFleet({ smt }, type);
  return {
    vcpus: job.vcpus ?? vcpus - 1,
    memoryMiB: job.memoryMiB ?? Math.floor(usableMemoryMiB / 1024) * 1024,
  };
}
