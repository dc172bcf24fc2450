import type { QuotaShareDetail } from "@aws-sdk/client-batch";
import type { QuotaShare } from "./quota-share.ts";

/** What ListQuotaShares shows of a share; DescribeQuotaShare adds its tags. */
export function quotaShareDetail(share: QuotaShare): QuotaShareDetail {
  return {
    quotaShareName: share.shareName,
    quotaShareArn: share.arn,
    jobQueueArn: share.queue,
    capacityLimits: [...share.capacityLimits],
    resourceSharingConfiguration: share.sharing,
    preemptionConfiguration: { inSharePreemption: share.inSharePreemption },
    state: share.state,
    status: share.status,
  };
}
