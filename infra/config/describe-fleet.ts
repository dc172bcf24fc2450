import type { DeployedFleets } from "../../contract/deployed-fleet.ts";
import { instanceType } from "../../contract/instance-types.ts";
import { fleetNames } from "../../contract/names.ts";
import { roomOfFleet } from "./fleet-room.ts";
import type { FleetConfig } from "./fleet.ts";
import { requestsFor } from "./job-requests.ts";

/** The fleets of an environment as a deployment of it tells them to those who submit. */
export function describeFleets(fleets: readonly FleetConfig[], prefix: string): DeployedFleets {
  return Object.fromEntries(fleets.map((fleet) => [fleet.name, describeFleet(fleet, prefix)]));
}

function describeFleet(fleet: FleetConfig, prefix: string): DeployedFleets[string] {
  const names = fleetNames(fleet.name, prefix);
  const type = instanceType(fleet.instanceType);
  const { vcpus, memoryMiB } = requestsFor(fleet, type);
  return {
    compute_environment: names.computeEnvironment,
    job_queue: names.jobQueue,
    job_definition: names.jobDefinition,
    model_job_definition: names.modelJobDefinition,
    closing_job_definition: names.closingJobDefinition,
    ...(fleet.nodes !== undefined && { multi_node_job_definition: names.multiNodeJobDefinition }),
    instance_type: type.name,
    architecture: type.architecture,
    spot: fleet.spot,
    shares_instances: fleet.shareInstances,
    instance_vcpus: roomOfFleet(fleet, type).vcpus,
    vcpus,
    memory_mib: memoryMiB,
  };
}
