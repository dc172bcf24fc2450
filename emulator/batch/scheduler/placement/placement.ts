import { fits } from "../../../../contract/job-fit.ts";
import type { Requirement } from "../../job/requirement.ts";
import { candidates, type ModelledType } from "./candidates.ts";
import type { Instance, InstancePool } from "./instance-pool.ts";
import { mayLaunch, mayRequest } from "./vcpu-limit.ts";

export type Placement =
  | { readonly kind: "existing"; readonly pool: InstancePool; readonly instance: Instance }
  | { readonly kind: "launch"; readonly pool: InstancePool; readonly type: ModelledType };

/**
 * Where a job goes: the compute environments are tried in the queue's order; within one, the fullest instance that has
 * room, else a new one. `undefined`: nowhere at the moment.
 */
export function placement(need: Requirement, pools: readonly InstancePool[]): Placement | undefined {
  for (const pool of pools) {
    if (!mayRequest(pool.environment.resources, pool.requestedVcpus + need.vcpus)) continue;
    const instance = fullestWithRoom(need, pool);
    if (instance) return { kind: "existing", pool, instance };
    const type = toLaunch(need, pool);
    if (type) return { kind: "launch", pool, type };
  }
  return undefined;
}

function toLaunch(need: Requirement, pool: InstancePool): ModelledType | undefined {
  const { resources } = pool.environment;
  if (!resources) return undefined;
  const launched = pool.launchedVcpus;
  const types = candidates(need, resources);
  // A type that stays within maxvCpus is preferred to one that reaches beyond it.
  return (
    types.find((type) => launched + type.vcpus <= resources.maxVcpus) ??
    types.find((type) => need.vcpus <= resources.maxVcpus && mayLaunch(resources, type, launched))
  );
}

const fullestWithRoom = (need: Requirement, pool: InstancePool): Instance | undefined =>
  pool.fullest(
    need.vcpus,
    ({ type: { architecture }, free, isReplaced }) =>
      !isReplaced && (need.architecture ?? architecture) === architecture && fits(need, free),
  );
