import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkTogether } from "../job-queue/check-environment-order.ts";
import { queuesOf } from "../job-queue/queues-of.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import { defaultUpdatePolicy, type ComputeEnvironment } from "./compute-environment.ts";
import type { ComputeResources } from "./compute-resources.ts";
import { environmentUpdate } from "./environment-update.ts";
import { environmentErrors } from "./errors.ts";
import { settleEnvironment } from "./settle-environment.ts";

/**
 * Jobs that run stay where they are until they end or the update policy's time is over; jobs placed from now on get
 * instances of the new kind.
 */
export function updateComputeEnvironment(context: BatchContext): BatchHandler<"UpdateComputeEnvironment"> {
  return (request) => {
    const environment = context.environments.find(request.computeEnvironment);
    if (!environment) throw environmentErrors.notFound(request.computeEnvironment);
    if (!isSettled(environment.status)) throw resourceErrors.beingModified("update");
    const { changes, replacesInstances } = environmentUpdate(
      environment,
      request,
      context.pools.of(environment).launchedVcpus,
    );
    if (changes.resources) checkQueues(context, environment, changes.resources);
    context.environments.update(environment, { ...changes, status: "UPDATING" });
    if (replacesInstances) {
      const { terminateJobsOnUpdate, jobExecutionTimeoutMinutes: minutes } =
        environment.updatePolicy ?? defaultUpdatePolicy;
      context.scheduler.replaceInstances(environment, terminateJobsOnUpdate ? 0 : minutes * 60_000);
    }
    settleEnvironment(context, environment);
    return { computeEnvironmentName: environment.name, computeEnvironmentArn: environment.arn };
  };
}

/** An update may not bring another architecture into a queue that has more than this environment. */
function checkQueues(
  { queues }: BatchContext,
  environment: ComputeEnvironment,
  resources: ComputeResources,
): void {
  const others = queuesOf(environment, queues.all())
    .flatMap(({ environmentOrder }) => environmentOrder.map((place) => place.environment))
    .filter((other) => other !== environment);
  checkTogether([{ resources }, ...others]);
}
