import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import { checkCapacityLimits } from "./check-capacity-limits.ts";
import { serviceEnvironmentErrors } from "./errors.ts";
import { queuesWith } from "./queues-with.ts";
import { isLimitedByType } from "./service-environment.ts";
import { settleServiceEnvironment } from "./settle-service-environment.ts";

/** Only what is given changes. Jobs that were dispatched stay; a lower limit holds for those that follow. */
export function updateServiceEnvironment(context: BatchContext): BatchHandler<"UpdateServiceEnvironment"> {
  return ({ serviceEnvironment: reference, state, capacityLimits }) => {
    const environment = context.serviceEnvironments.find(reference);
    if (!environment) throw serviceEnvironmentErrors.notFound(reference);
    if (!isSettled(environment.status)) throw resourceErrors.beingModified("update");
    const limits = capacityLimits && checkCapacityLimits(capacityLimits);
    // By which units it counts is fixed by the queues that have it.
    if (limits && isLimitedByType({ capacityLimits: limits }) !== isLimitedByType(environment)) {
      const user = queuesWith(environment, context.queues.all())[0];
      if (user) throw serviceEnvironmentErrors.otherUnits(environment.name, user.name);
    }
    context.serviceEnvironments.update(environment, {
      ...(state !== undefined && { state }),
      ...(limits && { capacityLimits: limits }),
      status: "UPDATING",
    });
    settleServiceEnvironment(context, environment);
    return { serviceEnvironmentName: environment.name, serviceEnvironmentArn: environment.arn };
  };
}
