import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkRange } from "../resource/check-range.ts";
import { clientTokens } from "../resource/client-tokens.ts";
import { resourceErrors } from "../resource/errors.ts";
import { findConsumable } from "./check-consumables.ts";

/** SET (default), ADD or REMOVE; the same request with the same token changes nothing again (API reference). */
export function updateConsumableResource({
  consumableResources,
  scheduler,
  clock,
}: BatchContext): BatchHandler<"UpdateConsumableResource"> {
  const tokens = clientTokens(clock);
  return (request) => {
    const { consumableResource, operation = "SET", quantity } = request;
    const found = findConsumable(consumableResources, consumableResource);
    const { name, arn } = found;
    if (quantity !== undefined && !tokens.isRepeated(request)) {
      checkRange("quantity", quantity, 0, Number.MAX_SAFE_INTEGER);
      const total = changed(found.totalQuantity, operation, quantity);
      checkRange("totalQuantity", total, 0, Number.MAX_SAFE_INTEGER);
      consumableResources.update(found, { totalQuantity: total });
      scheduler.resourcesChanged();
      tokens.accepted(request);
    }
    return { consumableResourceName: name, consumableResourceArn: arn, totalQuantity: found.totalQuantity };
  };
}

function changed(total: number, operation: string, quantity: number): number {
  if (operation === "SET") return quantity;
  if (operation === "ADD") return total + quantity;
  if (operation === "REMOVE") return total - quantity;
  throw resourceErrors.invalid(`operation must be SET, ADD or REMOVE, given ${operation}`);
}
