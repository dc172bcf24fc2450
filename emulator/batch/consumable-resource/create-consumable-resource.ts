import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkTags } from "../tag/check-tags.ts";

export function createConsumableResource({
  consumableResources,
  arns,
  clock,
  tags,
}: BatchContext): BatchHandler<"CreateConsumableResource"> {
  return (request) => {
    const { resourceType = "REPLENISHABLE", totalQuantity = 0 } = request;
    const name = checkName(request.consumableResourceName);
    if (consumableResources.find(name)) throw resourceErrors.alreadyExists();
    if (resourceType !== "REPLENISHABLE" && resourceType !== "NON_REPLENISHABLE") {
      throw resourceErrors.invalid(
        `resourceType must be REPLENISHABLE or NON_REPLENISHABLE, given ${resourceType}`,
      );
    }
    checkRange("totalQuantity", totalQuantity, 0, Number.MAX_SAFE_INTEGER);
    checkTags(request.tags);
    const arn = arns.consumableResource(name);
    consumableResources.add({
      name,
      arn,
      isReplenishable: resourceType === "REPLENISHABLE",
      createdAt: clock.now(),
      totalQuantity,
      inUseQuantity: 0,
    });
    tags.register(arn, request.tags);
    return { consumableResourceName: name, consumableResourceArn: arn };
  };
}
