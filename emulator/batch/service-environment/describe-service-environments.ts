import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";
import { checkNamesOrPage } from "../resource/check-names-or-page.ts";
import { isWanted } from "../resource/is-wanted.ts";
import { page, pageOf100 } from "../resource/page.ts";

/** Names and ARNs that do not exist are left out, as of compute environments. */
export function describeServiceEnvironments({
  serviceEnvironments,
  tags,
}: BatchContext): BatchHandler<"DescribeServiceEnvironments"> {
  return ({ serviceEnvironments: wanted, ...paging }) => {
    checkListLength("service environments", wanted);
    checkNamesOrPage("ServiceEnvironments", wanted, paging.maxResults);
    const found = serviceEnvironments.all().filter((one) => isWanted(wanted, one));
    const { items, nextToken } = page(found, paging, pageOf100, (one) => serviceEnvironments.sequence(one));
    return {
      serviceEnvironments: items.map(({ name, arn, type, capacityLimits, ...same }) => ({
        serviceEnvironmentName: name,
        serviceEnvironmentArn: arn,
        serviceEnvironmentType: type,
        ...same,
        capacityLimits: [...capacityLimits],
        tags: { ...tags.of(arn) },
      })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
