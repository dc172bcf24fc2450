import type { ComputeResource, CRAllocationStrategy, CRType } from "@aws-sdk/client-batch";
import type { InstanceType } from "../../../contract/instance-types.ts";
import type { Validated } from "../../model/validated.ts";
import { isFargate, isOnInstances } from "./environment-kind.ts";
import { launchableTypes } from "../../../contract/ec2/launchable-types.ts";
import { managedTypes } from "./managed-types.ts";

/** What a compute environment launches instances from. */
export interface ComputeResources {
  readonly type: CRType;
  /** What counts: BEST_FIT where none was given. Absent on Fargate and on managed instances. */
  readonly allocationStrategy?: CRAllocationStrategy;
  readonly minVcpus: number;
  readonly maxVcpus: number;
  readonly desiredVcpus: number;
  /** Types and families, as given. */
  readonly instanceTypes: readonly string[];
  /** What these names mean, in the order in which they are tried; empty on Fargate, which has no instances. */
  readonly launchable: readonly InstanceType[];
  /** Subnets, images, tags …: shown, and nothing else, since no real instance is started. */
  readonly shown: Omit<Validated<ComputeResource>, Interpreted>;
}

type Interpreted = "type" | "minvCpus" | "maxvCpus" | "desiredvCpus" | "instanceTypes";

/** With AWS's defaults for what is not given (API reference, ComputeResource). */
export function computeResources({
  type,
  minvCpus: minVcpus = 0,
  maxvCpus: maxVcpus,
  desiredvCpus: desiredVcpus = minVcpus,
  instanceTypes = [],
  ...given
}: Validated<ComputeResource>): ComputeResources {
  const shown = canonicalResources(given);
  const size = { minVcpus, maxVcpus, desiredVcpus };
  if (!isOnInstances(type)) {
    const launchable = isFargate(type) ? [] : smallestFirst(managedTypes(shown.managedInstancesProvider));
    return { type, ...size, instanceTypes, launchable, shown };
  }
  const strategy = shown.allocationStrategy ?? "BEST_FIT";
  const types = instanceTypes.flatMap(launchableTypes);
  return {
    type,
    allocationStrategy: strategy,
    ...size,
    instanceTypes,
    launchable: strategy === "BEST_FIT_PROGRESSIVE_ORDERED" ? types : smallestFirst(types),
    shown,
  };
}

/** A launch template is shown with an empty list where no overrides were given (docs/batch-facts.md, "What is shown"). */
export function canonicalResources<Given extends Pick<Validated<ComputeResource>, "launchTemplate">>(
  given: Given,
): Given {
  const { launchTemplate } = given;
  return launchTemplate ? { ...given, launchTemplate: { overrides: [], ...launchTemplate } } : given;
}

/**
 * As DescribeComputeEnvironments shows them: the strategy only where it was given, an image type always
 * (terraform-provider-aws acceptance tests; API reference, Ec2Configuration).
 */
export function computeResourcesDetail(of: ComputeResources): Validated<ComputeResource> {
  return {
    ...(isOnInstances(of.type) && { ec2Configuration: [{ imageType: "ECS_AL2023" }] }),
    ...of.shown,
    type: of.type,
    maxvCpus: of.maxVcpus,
    ...(isOnInstances(of.type) && { minvCpus: of.minVcpus, desiredvCpus: of.desiredVcpus }),
    ...(of.instanceTypes.length > 0 && { instanceTypes: [...of.instanceTypes] }),
  };
}

/** What the strategies that look for the smallest that fits try first; within a family it is the cheapest. */
function smallestFirst(types: readonly InstanceType[]): InstanceType[] {
  return types.toSorted((a, b) => a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB);
}
