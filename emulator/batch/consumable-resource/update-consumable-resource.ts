import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { findConsumable } from "./check-consumables.ts";

/** SET (default), ADD or REMOVE; a request with a token that was seen changes nothing again (API reference). */
export function updateConsumableResource({
  consumableResources,
  scheduler,
}: BatchContext): BatchHandler<"UpdateConsumableResource"> {
  const seen = new Set<string>();
  return ({ consumableResource, operation = "SET", quantity, clientToken }) => {
    const found = findConsumable(consumableResources, consumableResource);
    const { name, arn } = found;
    const token = clientToken && `${arn} ${clientToken}`;
    if (quantity !== undefined && !(token && seen.has(token))) {
      checkRange("quantity", quantity, 0, Number.MAX_SAFE_INTEGER);
      const total = changed(found.totalQuantity, operation, quantity);
      checkRange("totalQuantity", total, 0, Number.MAX_SAFE_INTEGER);
      consumableResources.update(found, { totalQuantity: total });
      scheduler.resourcesChanged();
    }
    if (token) seen.add(token);
    return { consumableResourceName: name, consumableResourceArn: arn, totalQuantity: found.totalQuantity };
  };
}

function changed(total: number, operation: string, quantity: number): number {
  if (operation === "SET") return quantity;
  if (operation === "ADD") return total + quantity;
  if (operation === "REMOVE") return total - quantity;
  throw resourceErrors.invalid(`operation must be SET, ADD or REMOVE, given ${operation}`);
}
