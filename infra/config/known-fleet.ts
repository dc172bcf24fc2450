import type { KnownFleet } from "../../contract/choose-fleet.ts";
import { instanceType } from "../../contract/instance-types.ts";
import { fleetNames } from "../../contract/names.ts";
import { roomOfFleet } from "./fleet-room.ts";
import type { FleetConfig } from "./fleet.ts";
import { requestsFor } from "./job-requests.ts";

/** A fleet of an environment as those see it who submit to it. */
export function knownFleet(fleet: FleetConfig, prefix: string): KnownFleet {
  const type = instanceType(fleet.instanceType);
  const { jobQueue, jobDefinition, modelJobDefinition, closingJobDefinition } = fleetNames(
    fleet.name,
    prefix,
  );
  return {
    name: fleet.name,
    instances: new Map([[type.name, roomOfFleet(fleet, type)]]),
    isSpot: fleet.spot,
    sharesInstances: fleet.shareInstances,
    queue: jobQueue,
    jobDefinition,
    modelJobDefinition,
    closingJobDefinition,
    requests: requestsFor(fleet, type),
  };
}
