import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { findQueue } from "../job-queue/find-queue.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { quotaShareDetail } from "./quota-share-detail.ts";
import { sharesOf } from "./shares-of.ts";

/** Those of one queue; a queue without quota management has none. */
export function listQuotaShares({ quotaShares, queues }: BatchContext): BatchHandler<"ListQuotaShares"> {
  return ({ jobQueue, ...paging }) => {
    const found = sharesOf(findQueue(queues, jobQueue), quotaShares.all());
    const { items, nextToken } = page(found, paging, pageOf100, (share) => quotaShares.sequence(share));
    return {
      quotaShares: items.map(quotaShareDetail),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
