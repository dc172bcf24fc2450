import { oneThreadPerCore, roomOf, type CpuOptions } from "../../contract/cpu-options.ts";
import type { InstanceType } from "../../contract/instance-types.ts";
import type { Room } from "../../contract/job-fit.ts";
import type { FleetConfig } from "./fleet.ts";

/** The processor options of a fleet's instances; `undefined` for those that their type has. */
export function cpuOptionsOf({ smt }: Pick<FleetConfig, "smt">, type: InstanceType): CpuOptions | undefined {
  return smt ? undefined : oneThreadPerCore(type);
}

/** What jobs have of an instance of a fleet. */
export function roomOfFleet(fleet: Pick<FleetConfig, "smt">, type: InstanceType): Room {
  return roomOf(type, cpuOptionsOf(fleet, type));
}
