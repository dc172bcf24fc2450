import { fits, type JobResources } from "../../../../contract/job-fit.ts";
import { reasons } from "../../../aws/reasons.ts";
import { isUsable, type Fleet } from "./fleet.ts";
import { within } from "./placement.ts";

/**
 * Why a job can never be placed in these compute environments, however long it waits; `undefined` when it only has to
 * wait for its turn. User guide, "Jobs stuck in a RUNNABLE status".
 */
export function blockingReason(need: JobResources, fleets: readonly Fleet[]): string | undefined {
  const usable = fleets.filter(isUsable);
  if (usable.length === 0) {
    const isInvalid = fleets.every(({ environment }) => environment.status === "INVALID");
    return isInvalid ? reasons.computeEnvironmentsInvalid : reasons.undetermined;
  }
  const large = usable.filter((fleet) => fleet.types.some((type) => fits(need, type)));
  if (large.length === 0) return reasons.jobResourceRequirement;
  const placeable = large.some(
    (fleet) =>
      need.vcpus <= fleet.maxVcpus && fleet.types.some((type) => fits(need, type) && within(fleet, type, 0)),
  );
  return placeable ? undefined : reasons.computeEnvironmentMaxResource;
}
