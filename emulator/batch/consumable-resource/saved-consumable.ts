import type { StateKind } from "../../ports/state.ts";
import type { ConsumableResource } from "./consumable-resource.ts";

/** What is in use is not kept: the jobs that go on after a restart take it again. */
export const savedConsumable: StateKind<ConsumableResource, Omit<ConsumableResource, "inUseQuantity">> = {
  kind: "consumable-resource",
  save: ({ name, arn, isReplenishable, createdAt, totalQuantity }) => ({
    name,
    arn,
    isReplenishable,
    createdAt,
    totalQuantity,
  }),
  load: (saved) => ({ ...saved, inUseQuantity: 0 }),
};
