import type { OperationInput } from "../../model/operation-types.ts";
import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import { environmentErrors } from "../compute-environment/errors.ts";
import { checkRange } from "../resource/check-range.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import { queueErrors } from "./errors.ts";
import type { EnvironmentPlace } from "./job-queue.ts";

type Given = NonNullable<OperationInput<"CreateJobQueue">["computeEnvironmentOrder"]>;

/** The environments of a queue, or the reason why AWS refuses them (API reference, CreateJobQueue). */
export function checkEnvironmentOrder(
  given: Given | undefined,
  environments: ResourceStore<ComputeEnvironment>,
): EnvironmentPlace[] {
  const order = given ?? [];
  if (order.length < 1 || order.length > 3) throw queueErrors.environmentCount(order.length);
  const places = order.map(({ order: place, computeEnvironment: reference }) => {
    const environment = environments.find(reference);
    if (!environment) throw environmentErrors.notFound(reference);
    if (environment.status !== "VALID") throw queueErrors.environmentNotValid(environment.name);
    return { order: place, environment };
  });
  for (const { order: place } of places) checkRange("order", place, 0, 2 ** 31 - 1);
  const numbers = new Set(places.map((place) => place.order));
  const named = new Set(places.map(({ environment }) => environment));
  if (numbers.size < places.length || named.size < places.length) throw queueErrors.environmentTwice();
  const types = [...named].flatMap(({ resources }) => resources?.launchable ?? []);
  if (new Set(types.map(({ architecture }) => architecture)).size > 1) throw queueErrors.mixedEnvironments();
  return places;
}
