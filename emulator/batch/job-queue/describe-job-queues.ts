import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";
import { checkNamesOrPage } from "../resource/check-names-or-page.ts";
import { isWanted } from "../resource/is-wanted.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { queueDetail } from "./queue-detail.ts";

/** Names and ARNs that do not exist are left out, as AWS does. */
export function describeJobQueues({ queues, tags }: BatchContext): BatchHandler<"DescribeJobQueues"> {
  return ({ jobQueues: wanted, ...paging }) => {
    checkListLength("job queues", wanted);
    checkNamesOrPage("JobQueues", wanted, paging.maxResults);
    const found = queues.all().filter((queue) => isWanted(wanted, queue));
    const { items, nextToken } = page(found, paging, pageOf100, (queue) => queues.sequence(queue));
    return {
      jobQueues: items.map((queue) => queueDetail(queue, tags.of(queue.arn))),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
