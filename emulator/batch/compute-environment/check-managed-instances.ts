import type { ComputeResource } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isGiven } from "../resource/is-given.ts";
import { instancesOnly } from "./check-fargate.ts";
import { environmentErrors } from "./errors.ts";
import { matching } from "./managed-types.ts";

/**
 * The resources of an ECS_MANAGED_INSTANCES environment: all but `maxvCpus` stands in the provider (API reference,
 * ManagedInstancesProvider). That the members of the other types are refused follows Fargate's.
 */
export function checkManagedInstances(given: Validated<ComputeResource>): void {
  const member = [...instancesOnly, "subnets" as const, "securityGroupIds" as const].find((name) =>
    isGiven(given[name]),
  );
  if (member) throw environmentErrors.notForManagedInstances(member);
  const launch = given.managedInstancesProvider?.instanceLaunchTemplate;
  if (!launch) throw resourceErrors.required("managedInstancesProvider");
  const { subnets, securityGroups } = launch.networkConfiguration;
  if (subnets.length === 0) throw resourceErrors.required("networkConfiguration.subnets");
  if (securityGroups.length === 0) throw resourceErrors.required("networkConfiguration.securityGroups");
  if (!["ON_DEMAND", "SPOT"].includes(launch.capacityOptionType ?? "ON_DEMAND")) {
    throw resourceErrors.invalid(
      `capacityOptionType must be ON_DEMAND or SPOT, given ${launch.capacityOptionType}`,
    );
  }
  const names = launch.instanceRequirements?.allowedInstanceTypes ?? [];
  const unknown = names.find((name) => matching(name).length === 0);
  if (unknown !== undefined) {
    throw resourceErrors.invalid(`allowedInstanceTypes: there is no instance type ${unknown}`);
  }
}
