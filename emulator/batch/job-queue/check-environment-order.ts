import type { ComputeEnvironmentOrder } from "@aws-sdk/client-batch";
import { clientErrors } from "../client-errors.ts";
import type { Fleet } from "../scheduler/placement/fleet.ts";
import type { ResourceStore } from "../resource/resource-store.ts";

/** The environments of a queue, by ARN as AWS keeps them, or the reason why AWS refuses them (API reference, CreateJobQueue). */
export function checkEnvironmentOrder(
  given: readonly ComputeEnvironmentOrder[] | undefined,
  fleets: ResourceStore<Fleet>,
): ComputeEnvironmentOrder[] {
  const order = given ?? [];
  if (order.length < 1 || order.length > 3) throw clientErrors.environmentCount(order.length);
  const found = order.map(({ computeEnvironment = "" }) => {
    const fleet = fleets.find(computeEnvironment);
    if (!fleet) throw clientErrors.environmentNotFound(computeEnvironment);
    if (fleet.environment.status !== "VALID") throw clientErrors.environmentNotValid(fleet.name);
    return fleet;
  });
  if (new Set(found).size < found.length || new Set(order.map((of) => of.order)).size < order.length) {
    throw clientErrors.environmentTwice();
  }
  const architectures = new Set(found.flatMap(({ types }) => types.map((type) => type.architecture)));
  if (architectures.size > 1) throw clientErrors.mixedEnvironments();
  return found.map(({ arn }, index) => ({ order: order[index]?.order, computeEnvironment: arn }));
}
