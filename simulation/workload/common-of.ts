import type { JobGroup } from "../../contract/scenario-jobs.ts";
import type { Group } from "./workload.ts";

/** What groups of every kind say alike. */
export const commonOf = (of: JobGroup): Pick<Group, "after" | "common"> => ({
  after: of.after,
  common: {
    ...(of.share !== undefined && { shareIdentifier: of.share }),
    ...(of.scheduling_priority !== undefined && { schedulingPriorityOverride: of.scheduling_priority }),
  },
});
