import { reasons } from "../../../aws/reasons.ts";
import { isUsable, type ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import type { ComputeResources } from "../../compute-environment/compute-resources.ts";
import type { Requirement } from "../../job/requirement.ts";
import { candidates, suits } from "./candidates.ts";
import { fitsAlone } from "./gang-placement.ts";
import type { InstancePools } from "./instance-pool.ts";
import { mayLaunch } from "./vcpu-limit.ts";

/** The same for all nodes of a multi-node job at once. */
export function gangBlockingReason(
  needs: readonly Requirement[],
  environments: readonly ComputeEnvironment[],
  pools: InstancePools,
): string | undefined {
  for (const need of needs) {
    const reason = blockingReason(need, environments, pools);
    if (reason !== undefined) return reason;
  }
  return environments.some((one) => isUsable(one) && fitsAlone(needs, one))
    ? undefined
    : reasons.computeEnvironmentMaxResource;
}

/**
 * Why a job can never be placed in these compute environments, however long it waits; `undefined` when it only has to
 * wait for its turn. User guide, "Jobs stuck in a RUNNABLE status".
 */
export function blockingReason(
  need: Requirement,
  environments: readonly ComputeEnvironment[],
  pools: InstancePools,
): string | undefined {
  const usable = environments.filter(isUsable);
  if (usable.length === 0) {
    const isInvalid = environments.every(({ status }) => status === "INVALID");
    return isInvalid ? reasons.computeEnvironmentsInvalid : reasons.undetermined;
  }
  // What an unmanaged environment has is all that it will have.
  const isOnOwn = usable.some(
    (one) => !one.resources && pools.of(one).instances.some(({ type }) => suits(need, type)),
  );
  if (isOnOwn) return undefined;
  const large = usable
    .flatMap(({ resources }) => resources ?? [])
    .filter((resources) => candidates(need, resources).length > 0);
  if (large.length === 0) return reasons.jobResourceRequirement;
  return large.some((resources) => isPlaceable(need, resources))
    ? undefined
    : reasons.computeEnvironmentMaxResource;
}

const isPlaceable = (need: Requirement, resources: ComputeResources): boolean =>
  need.vcpus <= resources.maxVcpus &&
  candidates(need, resources).some((type) => mayLaunch(resources, type, 0));
