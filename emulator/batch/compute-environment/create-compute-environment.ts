import { randomUUID } from "node:crypto";
import type { OperationInput } from "../../model/operation-types.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkTags } from "../tag/check-tags.ts";
import type { ComputeEnvironment } from "./compute-environment.ts";
import { environmentErrors } from "./errors.ts";
import { readComputeResources } from "./read-compute-resources.ts";
import { settleEnvironment } from "./settle-environment.ts";

/** Subnets, groups and roles belong to other services, which are asked only when an instance starts: never, here. */
export function createComputeEnvironment(context: BatchContext): BatchHandler<"CreateComputeEnvironment"> {
  return (request) => {
    const { environments, arns, tags } = context;
    const name = checkName(request.computeEnvironmentName);
    if (environments.find(name)) throw resourceErrors.alreadyExists();
    if (request.eksConfiguration) {
      throw resourceErrors.notYetLocal("compute environments for EKS", "Leave eksConfiguration out.");
    }
    checkUnmanaged(request);
    checkTags(request.tags);
    const arn = arns.computeEnvironment(name);
    const uuid = randomUUID();
    const environment: ComputeEnvironment = {
      name,
      arn,
      uuid,
      type: request.type,
      ecsClusterArn: arns.ecsCluster(`AWSBatch-${name}-${uuid}`),
      state: request.state ?? "ENABLED",
      status: "CREATING",
      // Without one, Batch uses its service-linked role (API reference, CreateComputeEnvironment).
      serviceRole: request.serviceRole || arns.serviceLinkedRole,
      ...(request.unmanagedvCpus !== undefined && { unmanagedVcpus: request.unmanagedvCpus }),
      ...(request.type === "MANAGED" && { resources: readComputeResources(request.computeResources) }),
    };
    environments.add(environment);
    tags.register(arn, request.tags);
    settleEnvironment(context, environment);
    return { computeEnvironmentName: name, computeEnvironmentArn: arn };
  };
}

/** API reference, CreateComputeEnvironment: each type has what the other has not. */
function checkUnmanaged({
  type,
  unmanagedvCpus,
  computeResources,
}: OperationInput<"CreateComputeEnvironment">): void {
  checkRange("unmanagedvCpus", unmanagedvCpus, 0, 2 ** 31 - 1);
  if (type === "MANAGED" && unmanagedvCpus !== undefined) {
    throw environmentErrors.onlyForUnmanaged();
  }
  if (type === "UNMANAGED" && computeResources) {
    throw resourceErrors.invalid("computeResources is only for compute environments of type MANAGED");
  }
}
