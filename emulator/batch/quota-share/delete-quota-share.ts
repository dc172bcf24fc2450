import { reasons } from "../../aws/reasons.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import type { QuotaShare } from "./quota-share.ts";

/**
 * DISABLED first; "all jobs in the share are eventually terminated" (API reference, DeleteQuotaShare). One that does not
 * exist is taken for deleted, as others are.
 */
export function deleteQuotaShare(context: BatchContext): BatchHandler<"DeleteQuotaShare"> {
  const { quotaShares, serviceJobs, serviceScheduler, tags, afterTransition } = context;

  function leave(share: QuotaShare): void {
    afterTransition(() => {
      quotaShares.remove(share);
      tags.forget(share.arn);
      serviceScheduler.resourcesChanged();
    });
  }

  // Begun before a restart: its jobs were ended then.
  for (const share of quotaShares.all()) if (share.status === "DELETING") leave(share);

  return ({ quotaShareArn }) => {
    const share = quotaShares.find(quotaShareArn);
    if (share?.arn !== quotaShareArn || share.status === "DELETING") return {};
    if (!isSettled(share.status)) throw resourceErrors.beingModified("delete");
    if (share.state !== "DISABLED") throw resourceErrors.notDisabled("quota share", share.shareName);
    quotaShares.update(share, { status: "DELETING" });
    for (const job of serviceJobs.all()) {
      if (job.queue === share.queue && job.quotaShareName === share.shareName) {
        serviceScheduler.terminate(job, reasons.quotaShareDeleted);
      }
    }
    leave(share);
    return {};
  };
}
