import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import { serviceEnvironmentErrors } from "../service-environment/errors.ts";
import type { ServiceEnvironment } from "../service-environment/service-environment.ts";
import { queueErrors } from "./errors.ts";
import type { JobQueue } from "./job-queue.ts";

type Given = Pick<OperationInput<"CreateJobQueue">, "jobQueueType" | "serviceEnvironmentOrder">;

/**
 * The service environments of a queue, or `undefined` of one for jobs in containers (API reference, CreateJobQueue). The
 * rules are those for compute environments.
 */
export function checkServiceOrder(
  { jobQueueType, serviceEnvironmentOrder: order = [] }: Given,
  environments: ResourceStore<ServiceEnvironment>,
): JobQueue["serviceOrder"] {
  if (order.length === 0) {
    if (jobQueueType === "SAGEMAKER_TRAINING") throw resourceErrors.required("serviceEnvironmentOrder");
    return undefined;
  }
  if (jobQueueType !== undefined && jobQueueType !== "SAGEMAKER_TRAINING") {
    throw resourceErrors.invalid(`A job queue of type ${jobQueueType} takes no serviceEnvironmentOrder`);
  }
  const places = order.map(({ order: place, serviceEnvironment: reference }) => {
    const environment = environments.find(reference);
    if (!environment) throw serviceEnvironmentErrors.notFound(reference);
    if (environment.status !== "VALID") throw queueErrors.environmentNotValid(environment.name, "Service");
    checkRange("order", place, 0, 2 ** 31 - 1);
    return { order: place, environment };
  });
  const numbers = new Set(places.map((place) => place.order));
  const named = new Set(places.map(({ environment }) => environment));
  if (numbers.size < places.length || named.size < places.length) {
    throw queueErrors.environmentTwice("serviceEnvironmentOrder");
  }
  return places;
}
