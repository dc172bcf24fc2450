import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";
import { checkNamesOrPage } from "../resource/check-names-or-page.ts";
import { isWanted } from "../resource/is-wanted.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { environmentDetail } from "./environment-detail.ts";

/** Names and ARNs that do not exist are left out, as AWS does. */
export function describeComputeEnvironments({
  environments,
  pools,
  tags,
}: BatchContext): BatchHandler<"DescribeComputeEnvironments"> {
  return ({ computeEnvironments: wanted, ...paging }) => {
    checkListLength("compute environments", wanted);
    checkNamesOrPage("ComputeEnvironments", wanted, paging.maxResults);
    const found = environments.all().filter((one) => isWanted(wanted, one));
    const { items, nextToken } = page(found, paging, pageOf100, (one) => environments.sequence(one));
    return {
      computeEnvironments: items.map((one) =>
        environmentDetail(one, pools.of(one).launchedVcpus, tags.of(one.arn)),
      ),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
