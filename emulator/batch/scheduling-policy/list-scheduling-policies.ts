import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { page, pageOf100 } from "../resource/page.ts";

export function listSchedulingPolicies({ policies }: BatchContext): BatchHandler<"ListSchedulingPolicies"> {
  return (request) => {
    const { items, nextToken } = page(policies.all(), request, pageOf100, (one) => policies.sequence(one));
    return {
      schedulingPolicies: items.map(({ arn }) => ({ arn })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
