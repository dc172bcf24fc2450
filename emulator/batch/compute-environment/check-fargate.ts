import type { ComputeResource } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isGiven } from "../resource/is-given.ts";
import { environmentErrors } from "./errors.ts";

/**
 * API reference, ComputeResource: "This parameter isn't applicable to jobs that are running on Fargate resources. Don't
 * specify it."
 */
export const instancesOnly = [
  "allocationStrategy",
  "minvCpus",
  "desiredvCpus",
  "instanceTypes",
  "imageId",
  "ec2KeyPair",
  "instanceRole",
  "tags",
  "placementGroup",
  "bidPercentage",
  "spotIamFleetRole",
  "launchTemplate",
  "ec2Configuration",
  "scalingPolicy",
] as const satisfies readonly (keyof ComputeResource)[];

/** What the resources of a FARGATE or FARGATE_SPOT environment may have. */
export function checkFargate(given: Validated<ComputeResource>): void {
  const member = [...instancesOnly, "managedInstancesProvider" as const, "capacityTags" as const].find(
    (name) => isGiven(given[name]),
  );
  if (member) throw environmentErrors.notForFargate(member);
  if (!given.subnets?.length) throw resourceErrors.required("subnets");
  // "Fargate compute resources require a security group" (API reference, securityGroupIds).
  if (!given.securityGroupIds?.length) throw resourceErrors.required("securityGroupIds");
}
