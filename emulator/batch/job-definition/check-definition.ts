import type { RegisterJobDefinitionRequest } from "@aws-sdk/client-batch";
import { clientErrors } from "../client-errors.ts";
import { checkEnvironment } from "../job/check-environment.ts";
import { checkRequirement } from "../job/check-requirement.ts";
import { checkRetryStrategy } from "../job/check-retry-strategy.ts";
import { checkTimeout } from "../job/check-timeout.ts";

/** Refuses what AWS Batch refuses at RegisterJobDefinition, and what the local Batch cannot run. */
export function checkDefinition(request: RegisterJobDefinitionRequest): void {
  const name = request.jobDefinitionName ?? "";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) throw clientErrors.unsupportedName(name);
  refuseOtherKinds(request);
  const container = request.containerProperties;
  if (!container?.image) throw clientErrors.invalid("Container image is required.");
  // networkConfiguration is Fargate's: terraform-provider-aws acceptance tests.
  if (container.networkConfiguration)
    throw clientErrors.invalid("networkConfiguration not applicable for EC2.");
  checkRequirement(container);
  checkEnvironment(container.environment);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
}

function refuseOtherKinds(request: RegisterJobDefinitionRequest): void {
  const containerOnly = "Use type container with containerProperties.";
  if (request.type !== "container" || request.nodeProperties) {
    throw clientErrors.notYetLocal("multi-node job definitions", containerOnly);
  }
  if (request.eksProperties) throw clientErrors.notYetLocal("job definitions for EKS", containerOnly);
  if (request.ecsProperties) throw clientErrors.notYetLocal("ecsProperties", containerOnly);
  if (request.consumableResourceProperties?.consumableResourceList?.length) {
    throw clientErrors.notYetLocal("consumable resources", "Leave consumableResourceProperties out.");
  }
  if (request.platformCapabilities?.includes("FARGATE")) {
    throw clientErrors.notYetLocal("Fargate", "Use platform capability EC2.");
  }
}
