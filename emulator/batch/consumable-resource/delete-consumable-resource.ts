import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";

/** Jobs that need it wait from now on. */
export function deleteConsumableResource({
  consumableResources,
  tags,
}: BatchContext): BatchHandler<"DeleteConsumableResource"> {
  return ({ consumableResource }) => {
    const found = consumableResources.find(consumableResource);
    if (found) {
      consumableResources.remove(found);
      tags.forget(found.arn);
    }
    return {};
  };
}
