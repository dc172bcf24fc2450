import { GeosBenchError } from "../../../contract/errors.ts";
import { knownLike } from "../../../contract/instance-types.ts";
import type { StackComputeEnvironment } from "../../ports/stack-model.ts";
import type { ArnMaker } from "../arns.ts";
import { defaultUpdatePolicy, type ComputeEnvironment } from "./compute-environment.ts";
import { computeResources } from "./compute-resources.ts";
import { launchableTypes } from "../../../contract/ec2/launchable-types.ts";

/** A compute environment of the stack, with AWS's defaults for what the stack leaves open. */
export function stackEnvironment(of: StackComputeEnvironment, arns: ArnMaker): ComputeEnvironment {
  const name = of.computeEnvironmentName;
  const resources = of.computeResources && computeResources(of.computeResources);
  const unknown = resources?.instanceTypes.find((type) => launchableTypes(type).length === 0);
  if (unknown !== undefined) {
    throw new GeosBenchError(
      `Compute environment "${name}" has instance type "${unknown}", which is not in the catalogue of EC2's types. ${knownLike(unknown)}`,
      {
        code: "unknown-instance-type",
        hint: "Name an instance type or family in the stack, or write contract/ec2/instance-types.json anew (scripts/write-instance-types.ts).",
      },
    );
  }
  return {
    name,
    arn: of.computeEnvironmentArn,
    ...(of.uuid !== undefined && { uuid: of.uuid }),
    type: of.type ?? "MANAGED",
    ecsClusterArn: of.ecsClusterArn ?? arns.ecsCluster(`AWSBatch-${name}`),
    state: of.state ?? "ENABLED",
    status: of.status ?? "VALID",
    ...(of.statusReason !== undefined && { statusReason: of.statusReason }),
    serviceRole: of.serviceRole ?? arns.serviceLinkedRole,
    ...(of.updatePolicy && { updatePolicy: { ...defaultUpdatePolicy, ...of.updatePolicy } }),
    ...(of.unmanagedvCpus !== undefined && { unmanagedVcpus: of.unmanagedvCpus }),
    ...(resources && { resources }),
  };
}
