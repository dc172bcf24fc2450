import type { ConsumableResourceProperties } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { ConsumableNeed, ConsumableResource } from "./consumable-resource.ts";

/** What a definition or a submission says that its jobs take (API reference, ConsumableResourceRequirement). */
export function checkConsumables(given: ConsumableResourceProperties | undefined): readonly ConsumableNeed[] {
  const list = given?.consumableResourceList ?? [];
  if (list.length > 10) {
    throw resourceErrors.invalid(`A job can take of at most 10 consumable resources, given ${list.length}`);
  }
  const names = new Set<string>();
  return list.map(({ consumableResource, quantity }) => {
    if (!consumableResource) throw resourceErrors.required("consumableResource");
    if (quantity === undefined || !Number.isInteger(quantity) || quantity < 1) {
      throw resourceErrors.invalid(`quantity is a whole number of at least 1, given ${quantity}`);
    }
    if (names.has(consumableResource)) {
      throw resourceErrors.invalid(`consumableResourceList has ${consumableResource} twice`);
    }
    names.add(consumableResource);
    return { consumableResource, quantity };
  });
}

/** What a job takes is known when it is submitted: by ARN, whatever was given. */
export function findConsumables(
  needs: readonly ConsumableNeed[],
  resources: ResourceStore<ConsumableResource>,
): readonly ConsumableNeed[] {
  return needs.map(({ consumableResource, quantity }) => ({
    consumableResource: findConsumable(resources, consumableResource).arn,
    quantity,
  }));
}

export function findConsumable(
  resources: ResourceStore<ConsumableResource>,
  reference: string,
): ConsumableResource {
  const found = resources.find(reference);
  if (!found) throw resourceErrors.invalid(`Consumable resource ${reference} does not exist`);
  return found;
}
