import type { InstanceType } from "../../../contract/instance-types.ts";
import type { Requirement } from "../job/requirement.ts";
import { launchedVcpus, type Fleet, type Instance } from "./fleet.ts";

export type Placement =
  | { readonly kind: "existing"; readonly fleet: Fleet; readonly instance: Instance }
  | { readonly kind: "launch"; readonly fleet: Fleet; readonly type: InstanceType };

/**
 * Where a job goes: the compute environments are tried in the queue's order; within one, the fullest instance that has
 * room, else a new one. `undefined`: nowhere at the moment.
 */
export function placement(need: Requirement, fleets: readonly Fleet[]): Placement | undefined {
  for (const fleet of fleets) {
    const instance = fullestWithRoom(need, fleet.instances);
    if (instance) return { kind: "existing", fleet, instance };
    const type = launchable(need, fleet);
    if (type) return { kind: "launch", fleet, type };
  }
  return undefined;
}

export function fits(need: Requirement, type: InstanceType): boolean {
  // No instance type of the catalogue has GPUs.
  return need.gpus === 0 && need.vcpus <= type.vcpus && need.memoryMiB <= type.usableMemoryMiB;
}

/** Whether an instance of the type may be launched when `launched` vCPUs are there already. */
export function within(fleet: Fleet, type: InstanceType, launched: number): boolean {
  return fleet.mayOvershoot ? launched < fleet.maxVcpus : launched + type.vcpus <= fleet.maxVcpus;
}

function launchable(need: Requirement, fleet: Fleet): InstanceType | undefined {
  const launched = launchedVcpus(fleet);
  const candidates = fleet.types.filter((type) => fits(need, type));
  // A type that stays within maxvCpus is preferred to one that reaches beyond it.
  return (
    candidates.find((type) => launched + type.vcpus <= fleet.maxVcpus) ??
    candidates.find((type) => need.vcpus <= fleet.maxVcpus && within(fleet, type, launched))
  );
}

function fullestWithRoom(need: Requirement, instances: readonly Instance[]): Instance | undefined {
  let best: Instance | undefined;
  for (const instance of instances) {
    const room =
      !instance.isReplaced &&
      need.gpus === 0 &&
      need.vcpus <= instance.freeVcpus &&
      need.memoryMiB <= instance.freeMemoryMiB;
    if (room && (best === undefined || instance.freeVcpus < best.freeVcpus)) best = instance;
  }
  return best;
}
