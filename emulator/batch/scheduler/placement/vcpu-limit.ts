import type { InstanceType } from "../../../../contract/instance-types.ts";
import type { ComputeResources } from "../../compute-environment/compute-resources.ts";

/** Whether an instance of the type may be launched when `launched` vCPUs are there already. */
export function mayLaunch(resources: ComputeResources, type: InstanceType, launched: number): boolean {
  return mayOvershoot(resources)
    ? launched < resources.maxVcpus
    : launched + type.vcpus <= resources.maxVcpus;
}

/**
 * Whether the last instance may reach beyond `maxvCpus`. API reference, ComputeResource.maxvCpus: every strategy but
 * BEST_FIT on demand "might need to exceed maxvCpus … by more than a single instance" never. Without it a maxvCpus
 * below the size of the instances would place nothing.
 */
function mayOvershoot({ allocationStrategy, type }: ComputeResources): boolean {
  return allocationStrategy !== "BEST_FIT" || type === "SPOT";
}
