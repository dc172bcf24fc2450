import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { findConsumable } from "./check-consumables.ts";
import { consumableSummary } from "./list-consumable-resources.ts";

export function describeConsumableResource({
  consumableResources,
  tags,
}: BatchContext): BatchHandler<"DescribeConsumableResource"> {
  return ({ consumableResource }) => {
    const found = findConsumable(consumableResources, consumableResource);
    return {
      ...consumableSummary(found),
      // Less than nothing where it was made smaller than what jobs have: there is none then.
      availableQuantity: Math.max(0, found.totalQuantity - found.inUseQuantity),
      createdAt: found.createdAt,
      tags: { ...tags.of(found.arn) },
    };
  };
}
