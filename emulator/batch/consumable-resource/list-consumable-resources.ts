import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobErrors } from "../job/errors.ts";
import { matchesPattern } from "../job/matches-pattern.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { ConsumableResource } from "./consumable-resource.ts";

/** All, or those of a name; the filter's name is CONSUMABLE_RESOURCE_NAME (API reference). */
export function listConsumableResources({
  consumableResources,
}: BatchContext): BatchHandler<"ListConsumableResources"> {
  return ({ filters = [], ...paging }) => {
    const [filter, ...more] = filters;
    if (more.length > 0) throw jobErrors.oneFilter();
    if (filter && filter.name !== "CONSUMABLE_RESOURCE_NAME") {
      throw resourceErrors.invalid(
        `A filter's name is CONSUMABLE_RESOURCE_NAME, given ${JSON.stringify(filter.name)}`,
      );
    }
    const wanted = filter?.values;
    const found = consumableResources
      .all()
      .filter(({ name }) => wanted?.some((pattern) => matchesPattern(pattern, name)) ?? true);
    const { items, nextToken } = page(found, paging, pageOf100, (one) => consumableResources.sequence(one));
    return {
      consumableResources: items.map(consumableSummary),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

export function consumableSummary({
  name,
  arn,
  totalQuantity,
  inUseQuantity,
  isReplenishable,
}: ConsumableResource) {
  return {
    consumableResourceName: name,
    consumableResourceArn: arn,
    totalQuantity,
    inUseQuantity,
    resourceType: isReplenishable ? "REPLENISHABLE" : "NON_REPLENISHABLE",
  };
}
