import type { InstanceType } from "../../../../contract/instance-types.ts";
import { fits, type JobResources } from "../../../../contract/job-fit.ts";
import { launchedVcpus, type Instance, type InstancePool } from "./instance-pool.ts";
import { mayLaunch } from "./vcpu-limit.ts";

export type Placement =
  | { readonly kind: "existing"; readonly pool: InstancePool; readonly instance: Instance }
  | { readonly kind: "launch"; readonly pool: InstancePool; readonly type: InstanceType };

/**
 * Where a job goes: the compute environments are tried in the queue's order; within one, the fullest instance that has
 * room, else a new one. `undefined`: nowhere at the moment.
 */
export function placement(need: JobResources, pools: readonly InstancePool[]): Placement | undefined {
  for (const pool of pools) {
    const instance = fullestWithRoom(need, pool.instances);
    if (instance) return { kind: "existing", pool, instance };
    const type = toLaunch(need, pool);
    if (type) return { kind: "launch", pool, type };
  }
  return undefined;
}

function toLaunch(need: JobResources, pool: InstancePool): InstanceType | undefined {
  const { resources } = pool.environment;
  if (!resources) return undefined;
  const launched = launchedVcpus(pool);
  const candidates = resources.launchable.filter((type) => fits(need, type));
  // A type that stays within maxvCpus is preferred to one that reaches beyond it.
  return (
    candidates.find((type) => launched + type.vcpus <= resources.maxVcpus) ??
    candidates.find((type) => need.vcpus <= resources.maxVcpus && mayLaunch(resources, type, launched))
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
