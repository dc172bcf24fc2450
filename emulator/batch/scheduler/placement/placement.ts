import { fits, type JobResources } from "../../../../contract/job-fit.ts";
import type { InstanceType } from "../../../../contract/instance-types.ts";
import { launchedVcpus, type Fleet, type Instance } from "./fleet.ts";

export type Placement =
  | { readonly kind: "existing"; readonly fleet: Fleet; readonly instance: Instance }
  | { readonly kind: "launch"; readonly fleet: Fleet; readonly type: InstanceType };

/**
 * Where a job goes: the compute environments are tried in the queue's order; within one, the fullest instance that has
 * room, else a new one. `undefined`: nowhere at the moment.
 */
export function placement(need: JobResources, fleets: readonly Fleet[]): Placement | undefined {
  for (const fleet of fleets) {
    const instance = fullestWithRoom(need, fleet.instances);
    if (instance) return { kind: "existing", fleet, instance };
    const type = launchable(need, fleet);
    if (type) return { kind: "launch", fleet, type };
  }
  return undefined;
}

/** Whether an instance of the type may be launched when `launched` vCPUs are there already. */
export function within(fleet: Fleet, type: InstanceType, launched: number): boolean {
  return fleet.mayOvershoot ? launched < fleet.maxVcpus : launched + type.vcpus <= fleet.maxVcpus;
}

function launchable(need: JobResources, fleet: Fleet): InstanceType | undefined {
  const launched = launchedVcpus(fleet);
  const candidates = fleet.types.filter((type) => fits(need, type));
  // A type that stays within maxvCpus is preferred to one that reaches beyond it.
  return (
    candidates.find((type) => launched + type.vcpus <= fleet.maxVcpus) ??
    candidates.find((type) => need.vcpus <= fleet.maxVcpus && within(fleet, type, launched))
  );
}

function fullestWithRoom(need: JobResources, instances: readonly Instance[]): Instance | undefined {
  let best: Instance | undefined;
  for (const instance of instances) {
    const isFuller = best === undefined || instance.free.vcpus < best.free.vcpus;
    if (isFuller && !instance.isReplaced && fits(need, instance.free)) best = instance;
  }
  return best;
}
