import type { ComputeResources } from "../../compute-environment/compute-resources.ts";
import { isFargate } from "../../compute-environment/environment-kind.ts";
import type { ModelledType } from "./candidates.ts";

/** Whether an instance of the type may be launched when `launched` vCPUs are there already. */
export function mayLaunch(resources: ComputeResources, type: ModelledType, launched: number): boolean {
  // Of managed instances the jobs count, not the instances: {@link mayRequest}.
  if (resources.type === "ECS_MANAGED_INSTANCES") return true;
  return mayOvershoot(resources)
    ? launched < resources.maxVcpus
    : launched + type.vcpus <= resources.maxVcpus;
}

/**
 * Whether the jobs of an environment may ask for so many vCPUs together: `maxvCpus` of managed instances bounds the sum
 * of what is requested (API reference, ComputeResource.maxvCpus).
 */
export function mayRequest(resources: ComputeResources | undefined, vcpus: number): boolean {
  return resources?.type !== "ECS_MANAGED_INSTANCES" || vcpus <= resources.maxVcpus;
}

/**
 * Whether the last instance may reach beyond `maxvCpus`. API reference, ComputeResource.maxvCpus: every strategy but
 * BEST_FIT on demand "might need to exceed maxvCpus … by more than a single instance" never. Without it a maxvCpus
 * below the size of the instances would place nothing. A Fargate task never does: it is as large as its job.
 */
function mayOvershoot({ allocationStrategy, type }: ComputeResources): boolean {
  return !isFargate(type) && (allocationStrategy !== "BEST_FIT" || type === "SPOT");
}
