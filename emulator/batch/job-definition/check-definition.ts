import type { EksProperties } from "@aws-sdk/client-batch";
import type { OperationInput } from "../../model/operation-types.ts";
import type { Validated } from "../../model/validated.ts";
import { checkConsumables } from "../consumable-resource/check-consumables.ts";
import { checkRetryStrategy } from "../job/check-retry-strategy.ts";
import { checkTimeout } from "../job/check-timeout.ts";
import { capabilityOf } from "../job/platform.ts";
import { checkName } from "../resource/check-name.ts";
import { checkRange } from "../resource/check-range.ts";
import { checkTags } from "../tag/check-tags.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkContainer } from "./check-container.ts";
import { checkNodes } from "./check-nodes.ts";
import type { DefinedNodes } from "./defined-nodes.ts";
import { checkPod } from "./check-pod.ts";
import { checkTask } from "./check-task.ts";
import { definitionErrors } from "./errors.ts";
import type { DefinedContainer } from "./defined-container.ts";
import type { DefinedTask } from "./defined-task.ts";
import { taskErrors } from "./task-errors.ts";

/** What the jobs of a definition run: a container, several in one task, either on each of several nodes, or a pod of EKS. */
export type Defined =
  | { readonly kind: "container"; readonly container: DefinedContainer }
  | { readonly kind: "task"; readonly task: DefinedTask }
  | { readonly kind: "nodes"; readonly nodes: DefinedNodes }
  | { readonly kind: "pod"; readonly eks: Validated<EksProperties> };

/** What a definition runs; refuses what AWS Batch refuses at registration, and what the local Batch cannot run. */
export function checkDefinition(request: OperationInput<"RegisterJobDefinition">): Defined {
  checkName(request.jobDefinitionName);
  // Quota: 24 KiB for a job definition.
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > 24 * 1024) throw definitionErrors.tooLarge(Math.ceil(bytes / 1024));
  refuseOtherKinds(request);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
  checkRange("schedulingPriority", request.schedulingPriority, 0, 9999);
  checkConsumables(request.consumableResourceProperties);
  checkTags(request.tags);
  if (request.eksProperties) return { kind: "pod", eks: checkPod(request, request.eksProperties) };
  const capability = capabilityOf(request.platformCapabilities);
  if (request.type === "container") {
    if (request.ecsProperties) return { kind: "task", task: checkTask(request.ecsProperties, capability) };
    if (capability === "MANAGED_INSTANCES") throw taskErrors.containerPropertiesOnManagedInstances();
    return { kind: "container", container: checkContainer(request.containerProperties, capability) };
  }
  if (capability === "MANAGED_INSTANCES") throw taskErrors.nodesOnManagedInstances();
  // "If the job runs on Fargate resources, then you must not specify nodeProperties" (API reference).
  if (capability !== "EC2") throw resourceErrors.invalid(`nodeProperties not applicable for ${capability}.`);
  if (!request.nodeProperties) throw resourceErrors.required("nodeProperties");
  return { kind: "nodes", nodes: checkNodes(request.nodeProperties) };
}

function refuseOtherKinds(request: OperationInput<"RegisterJobDefinition">): void {
  // API reference, RegisterJobDefinition: each type has the member of its own.
  if (request.type === "container" && request.nodeProperties) {
    throw resourceErrors.invalid("nodeProperties is only for job definitions of type multinode");
  }
  if (request.type === "multinode" && request.containerProperties) {
    throw resourceErrors.invalid("containerProperties is only for job definitions of type container");
  }
  if (request.type === "multinode" && request.eksProperties) {
    throw resourceErrors.invalid("eksProperties is only for job definitions of type container");
  }
  if (request.type === "multinode" && request.ecsProperties) {
    throw resourceErrors.invalid("ecsProperties is only for job definitions of type container");
  }
  // A pod has its own texts for both.
  if (request.ecsProperties && request.containerProperties && !request.eksProperties) {
    throw resourceErrors.invalid("ecsProperties cannot be used with containerProperties");
  }
}
