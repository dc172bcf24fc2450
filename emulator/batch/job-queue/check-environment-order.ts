import type { OperationInput } from "../../model/operation-types.ts";
import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import { environmentCapability } from "../compute-environment/environment-kind.ts";
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
  checkTogether([...named]);
  return places;
}

/** One architecture and one way of running tasks for all environments of a queue. */
export function checkTogether(environments: readonly Pick<ComputeEnvironment, "resources">[]): void {
  const capabilities = new Set(environments.map(environmentCapability));
  if (capabilities.size > 1) throw queueErrors.mixedCapabilities();
  // On the others the job chooses the architecture.
  if (!capabilities.has("EC2")) return;
  const architectures = new Set(
    environments
      .flatMap(({ resources }) => resources?.launchable ?? [])
      .map(({ architecture }) => architecture),
  );
  if (architectures.size > 1) throw queueErrors.mixedEnvironments();
}
