import type { BatchContext } from "../batch-context.ts";
import type { QuotaShare } from "./quota-share.ts";

/** What was asked of a share counts at once; after a while it is VALID again. */
export function settleQuotaShare(
  { afterTransition, quotaShares, serviceScheduler }: BatchContext,
  share: QuotaShare,
): void {
  serviceScheduler.resourcesChanged();
  afterTransition(() => quotaShares.update(share, { status: "VALID" }));
}
