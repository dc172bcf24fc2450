import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { findQuotaShare } from "./find-quota-share.ts";
import { quotaShareDetail } from "./quota-share-detail.ts";

export function describeQuotaShare({ quotaShares, tags }: BatchContext): BatchHandler<"DescribeQuotaShare"> {
  return ({ quotaShareArn }) => {
    const share = findQuotaShare(quotaShares, quotaShareArn);
    return { ...quotaShareDetail(share), tags: { ...tags.of(share.arn) } };
  };
}
