import type { OperationInput } from "../../model/operation-types.ts";
import { checkEnvironment } from "../job/check-environment.ts";
import { checkRequirement } from "../job/check-requirement.ts";
import { checkRetryStrategy } from "../job/check-retry-strategy.ts";
import { checkTimeout } from "../job/check-timeout.ts";
import { resourceErrors } from "../resource/errors.ts";
import { canonicalContainer } from "./canonical-container.ts";
import type { DefinedContainer } from "./defined-container.ts";

/**
 * The container of a definition; refuses what AWS Batch refuses at registration, and what the local Batch cannot run.
 */
export function checkDefinition(request: OperationInput<"RegisterJobDefinition">): DefinedContainer {
  const name = request.jobDefinitionName;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) throw resourceErrors.unsupportedName(name);
  refuseOtherKinds(request);
  const container = request.containerProperties;
  if (!container?.image) throw resourceErrors.invalid("Container image is required.");
  // networkConfiguration is Fargate's: terraform-provider-aws acceptance tests.
  if (container.networkConfiguration)
    throw resourceErrors.invalid("networkConfiguration not applicable for EC2.");
  checkRequirement(container);
  checkEnvironment(container.environment);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
  return canonicalContainer({ ...container, image: container.image });
}

function refuseOtherKinds(request: OperationInput<"RegisterJobDefinition">): void {
  const containerOnly = "Use type container with containerProperties.";
  if (request.type !== "container" || request.nodeProperties) {
    throw resourceErrors.notYetLocal("multi-node job definitions", containerOnly);
  }
  if (request.eksProperties) throw resourceErrors.notYetLocal("job definitions for EKS", containerOnly);
  if (request.ecsProperties) throw resourceErrors.notYetLocal("ecsProperties", containerOnly);
  if (request.consumableResourceProperties?.consumableResourceList?.length) {
    throw resourceErrors.notYetLocal("consumable resources", "Leave consumableResourceProperties out.");
  }
  if (request.platformCapabilities?.includes("FARGATE")) {
    throw resourceErrors.notYetLocal("Fargate", "Use platform capability EC2.");
  }
}
