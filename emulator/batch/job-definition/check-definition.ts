import type { OperationInput } from "../../model/operation-types.ts";
import { checkConsumables } from "../consumable-resource/check-consumables.ts";
import { checkEnvironment } from "../job/check-environment.ts";
import { checkRequirement } from "../job/check-requirement.ts";
import { checkRetryStrategy } from "../job/check-retry-strategy.ts";
import { checkTimeout } from "../job/check-timeout.ts";
import { architectureOf, capabilityOf } from "../job/platform.ts";
import { checkName } from "../resource/check-name.ts";
import { checkRange } from "../resource/check-range.ts";
import { checkTags } from "../tag/check-tags.ts";
import { resourceErrors } from "../resource/errors.ts";
import { canonicalContainer } from "./canonical-container.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkVolumes } from "./check-volumes.ts";
import { definitionErrors } from "./errors.ts";
import type { DefinedContainer } from "./defined-container.ts";

/**
 * The container of a definition; refuses what AWS Batch refuses at registration, and what the local Batch cannot run.
 */
export function checkDefinition(request: OperationInput<"RegisterJobDefinition">): DefinedContainer {
  checkName(request.jobDefinitionName);
  // Quota: 24 KiB for a job definition.
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > 24 * 1024) throw definitionErrors.tooLarge(Math.ceil(bytes / 1024));
  refuseOtherKinds(request);
  const container = request.containerProperties;
  if (!container?.image) throw resourceErrors.invalid("Container image is required.");
  const capability = capabilityOf(request.platformCapabilities);
  checkPlatform(container, capability);
  architectureOf(container, capability);
  checkRequirement(container, capability);
  checkEnvironment(container.environment);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
  checkRange("schedulingPriority", request.schedulingPriority, 0, 9999);
  checkConsumables(request.consumableResourceProperties);
  checkVolumes(container);
  checkRange("swappiness", container.linuxParameters?.swappiness, 0, 100);
  checkTags(request.tags);
  return canonicalContainer({ ...container, image: container.image }, capability);
}

function refuseOtherKinds(request: OperationInput<"RegisterJobDefinition">): void {
  const containerOnly = "Use type container with containerProperties.";
  if (request.type !== "container" || request.nodeProperties) {
    throw resourceErrors.notYetLocal("multi-node job definitions", containerOnly);
  }
  if (request.eksProperties) throw resourceErrors.notYetLocal("job definitions for EKS", containerOnly);
  if (request.ecsProperties) throw resourceErrors.notYetLocal("ecsProperties", containerOnly);
}
