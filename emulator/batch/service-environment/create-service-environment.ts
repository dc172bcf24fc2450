import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkTags } from "../tag/check-tags.ts";
import { checkCapacityLimits } from "./check-capacity-limits.ts";
import type { ServiceEnvironment } from "./service-environment.ts";
import { settleServiceEnvironment } from "./settle-service-environment.ts";

export function createServiceEnvironment(context: BatchContext): BatchHandler<"CreateServiceEnvironment"> {
  return (request) => {
    const { serviceEnvironments, arns, tags } = context;
    const name = checkName(request.serviceEnvironmentName);
    if (serviceEnvironments.find(name)) throw resourceErrors.alreadyExists();
    checkTags(request.tags);
    const environment: ServiceEnvironment = {
      name,
      arn: arns.serviceEnvironment(name),
      type: request.serviceEnvironmentType,
      state: request.state ?? "ENABLED",
      status: "CREATING",
      capacityLimits: checkCapacityLimits(request.capacityLimits),
    };
    serviceEnvironments.add(environment);
    tags.register(environment.arn, request.tags);
    settleServiceEnvironment(context, environment);
    return { serviceEnvironmentName: name, serviceEnvironmentArn: environment.arn };
  };
}
