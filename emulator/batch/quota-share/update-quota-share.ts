import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import { checkLimits, checkSharing } from "./check-quota-share.ts";
import { findQuotaShare } from "./find-quota-share.ts";
import { settleQuotaShare } from "./settle-quota-share.ts";

/**
 * Only what is given changes. Jobs that were dispatched stay; what they have above a lower limit others can take back by
 * preemption (user guide, "Preemption").
 */
export function updateQuotaShare(context: BatchContext): BatchHandler<"UpdateQuotaShare"> {
  return ({
    quotaShareArn,
    state,
    capacityLimits,
    resourceSharingConfiguration,
    preemptionConfiguration,
  }) => {
    const share = findQuotaShare(context.quotaShares, quotaShareArn);
    if (!isSettled(share.status)) throw resourceErrors.beingModified("update");
    context.quotaShares.update(share, {
      ...(state !== undefined && { state }),
      ...(capacityLimits && { capacityLimits: checkLimits(capacityLimits) }),
      ...(resourceSharingConfiguration && { sharing: checkSharing(resourceSharingConfiguration) }),
      ...(preemptionConfiguration && { inSharePreemption: preemptionConfiguration.inSharePreemption }),
      status: "UPDATING",
    });
    settleQuotaShare(context, share);
    return { quotaShareName: share.shareName, quotaShareArn: share.arn };
  };
}
