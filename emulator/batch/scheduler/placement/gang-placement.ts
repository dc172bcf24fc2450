import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import type { Requirement } from "../../job/requirement.ts";
import { candidates, type ModelledType } from "./candidates.ts";
import type { InstancePool } from "./instance-pool.ts";
import { mayLaunch } from "./vcpu-limit.ts";

/** The instances that all nodes of a job need, in one environment. */
export interface GangPlacement {
  readonly pool: InstancePool;
  /** For each node the type of an instance that it has for itself. */
  readonly types: readonly ModelledType[];
}

/** All nodes at once or none: each on an instance of its own, on demand (user guide, "Multi-node parallel jobs"). */
export function gangPlacement(
  needs: readonly Requirement[],
  pools: readonly InstancePool[],
): GangPlacement | undefined {
  for (const pool of pools) {
    const types = typesFor(needs, pool.environment, pool.launchedVcpus);
    if (types) return { pool, types };
  }
  return undefined;
}

/** Whether some environment could take all nodes if nothing else were there. */
export const fitsAlone = (needs: readonly Requirement[], environment: ComputeEnvironment): boolean =>
  typesFor(needs, environment, 0) !== undefined;

function typesFor(
  needs: readonly Requirement[],
  { resources }: ComputeEnvironment,
  launched: number,
): readonly ModelledType[] | undefined {
  if (resources?.type !== "EC2") return undefined;
  const types: ModelledType[] = [];
  let vcpus = launched;
  for (const need of needs) {
    const fitting = candidates(need, resources);
    const type =
      fitting.find((one) => vcpus + one.vcpus <= resources.maxVcpus) ??
      fitting.find((one) => mayLaunch(resources, one, vcpus));
    if (!type) return undefined;
    types.push(type);
    vcpus += type.vcpus;
  }
  return types;
}
