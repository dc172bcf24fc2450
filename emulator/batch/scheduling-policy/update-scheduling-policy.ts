import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { policyErrors } from "./errors.ts";
import { readFairShare } from "./read-fair-share.ts";

/** The policy as a whole is replaced; queues that have it follow at once. */
export function updateSchedulingPolicy({
  policies,
  scheduler,
  serviceScheduler,
}: BatchContext): BatchHandler<"UpdateSchedulingPolicy"> {
  return ({ arn, fairsharePolicy, quotaSharePolicy }) => {
    const policy = policies.find(arn);
    if (policy?.arn !== arn) throw policyErrors.notFound(arn);
    if (fairsharePolicy && quotaSharePolicy) throw policyErrors.oneKind();
    // "Once set during creation, a quotaSharePolicy cannot be removed or changed to a fairsharePolicy", and the reverse.
    if (policy.quotaShare ? fairsharePolicy : quotaSharePolicy) throw policyErrors.otherKind(policy);
    if (quotaSharePolicy) policies.update(policy, { quotaShare: quotaSharePolicy });
    if (fairsharePolicy) policies.update(policy, { fairShare: readFairShare(fairsharePolicy) });
    scheduler.resourcesChanged();
    serviceScheduler.resourcesChanged();
    return {};
  };
}
