import { fits, type JobResources } from "../../../../contract/job-fit.ts";
import { reasons } from "../../../aws/reasons.ts";
import { isUsable, type ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import { mayLaunch } from "./vcpu-limit.ts";

/**
 * Why a job can never be placed in these compute environments, however long it waits; `undefined` when it only has to
 * wait for its turn. User guide, "Jobs stuck in a RUNNABLE status".
 */
export function blockingReason(
  need: JobResources,
  environments: readonly ComputeEnvironment[],
): string | undefined {
  const usable = environments.filter(isUsable);
  if (usable.length === 0) {
    const isInvalid = environments.every(({ status }) => status === "INVALID");
    return isInvalid ? reasons.computeEnvironmentsInvalid : reasons.undetermined;
  }
  const large = usable
    .flatMap(({ resources }) => resources ?? [])
    .filter(({ launchable }) => launchable.some((type) => fits(need, type)));
  if (large.length === 0) return reasons.jobResourceRequirement;
  const isPlaceable = large.some(
    (resources) =>
      need.vcpus <= resources.maxVcpus &&
      resources.launchable.some((type) => fits(need, type) && mayLaunch(resources, type, 0)),
  );
  return isPlaceable ? undefined : reasons.computeEnvironmentMaxResource;
}
