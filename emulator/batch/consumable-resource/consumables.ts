import type { Job } from "../job/job.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { ConsumableResource } from "./consumable-resource.ts";

/** What jobs take of consumable resources, from STARTING to the end of the attempt. */
export interface Consumables {
  /** Whether there is enough of everything that the job needs. */
  areThere(job: Job): boolean;
  take(job: Job): void;
  /** What comes back comes back whether the attempt failed or not; the rest is gone. */
  giveBack(job: Job): void;
  /** Those of which there is not enough. */
  missing(job: Job): readonly string[];
}

export function createConsumables(resources: ResourceStore<ConsumableResource>): Consumables {
  const missing = ({ consumables }: Job) =>
    consumables
      .filter(({ consumableResource, quantity }) => {
        const of = resources.find(consumableResource);
        // One that was deleted meanwhile has nothing any more.
        return !of || of.totalQuantity - of.inUseQuantity < quantity;
      })
      .map(({ consumableResource }) => consumableResource);

  return {
    missing,
    areThere: (job) => job.consumables.length === 0 || missing(job).length === 0,
    take({ consumables }) {
      for (const { consumableResource, quantity } of consumables) {
        const of = resources.find(consumableResource);
        if (of) of.inUseQuantity += quantity;
      }
    },
    giveBack({ consumables }) {
      for (const { consumableResource, quantity } of consumables) {
        const of = resources.find(consumableResource);
        if (!of) continue;
        of.inUseQuantity -= quantity;
        if (of.isReplenishable) continue;
        resources.update(of, { totalQuantity: Math.max(0, of.totalQuantity - quantity) });
      }
    },
  };
}
