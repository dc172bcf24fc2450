import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";

/** ARNs that do not exist are left out. */
export function describeSchedulingPolicies({
  policies,
  tags,
}: BatchContext): BatchHandler<"DescribeSchedulingPolicies"> {
  return ({ arns }) => {
    checkListLength("scheduling policies", arns);
    const found = policies.all().filter(({ arn }) => arns.includes(arn));
    return {
      schedulingPolicies: found.map(({ name, arn, fairShare, quotaShare }) => ({
        name,
        arn,
        ...(quotaShare && { quotaSharePolicy: quotaShare }),
        ...(fairShare && {
          fairsharePolicy: { ...fairShare, shareDistribution: [...fairShare.shareDistribution] },
        }),
        tags: { ...tags.of(arn) },
      })),
    };
  };
}
