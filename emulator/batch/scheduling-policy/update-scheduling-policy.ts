import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { policyErrors } from "./errors.ts";
import { readFairShare } from "./read-fair-share.ts";

/** The policy as a whole is replaced; queues that have it follow at once. */
export function updateSchedulingPolicy({
  policies,
  scheduler,
}: BatchContext): BatchHandler<"UpdateSchedulingPolicy"> {
  return ({ arn, fairsharePolicy, quotaSharePolicy }) => {
    const policy = policies.find(arn);
    if (policy?.arn !== arn) throw policyErrors.notFound(arn);
    if (quotaSharePolicy) throw resourceErrors.notYetLocal("quota shares", "Use fairsharePolicy.");
    if (fairsharePolicy) policies.update(policy, { fairShare: readFairShare(fairsharePolicy) });
    scheduler.resourcesChanged();
    return {};
  };
}
