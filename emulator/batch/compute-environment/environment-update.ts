import { isDeepStrictEqual } from "node:util";
import type { ComputeResource, ComputeResourceUpdate } from "@aws-sdk/client-batch";
import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { Validated } from "../../model/validated.ts";
import { defaultUpdatePolicy, type ComputeEnvironment } from "./compute-environment.ts";
import { canonicalResources, computeResourcesDetail } from "./compute-resources.ts";
import { capabilityOfType, environmentCapability, isOnInstances } from "./environment-kind.ts";
import { environmentErrors } from "./errors.ts";
import { readComputeResources } from "./read-compute-resources.ts";

export interface EnvironmentUpdate {
  readonly changes: Partial<
    Pick<ComputeEnvironment, "state" | "serviceRole" | "updatePolicy" | "resources" | "unmanagedVcpus">
  >;
  /** Whether the instances have to be replaced by others. */
  readonly replacesInstances: boolean;
}

/** What changes without touching an instance (user guide, "Updating compute environments", scaling updates). */
const scaling = new Set(["minvCpus", "maxvCpus", "desiredvCpus"]);

/** User guide, "Updating compute environments", infrastructure updates; terraform-provider-aws has the same list. */
const progressive = new Set([
  "BEST_FIT_PROGRESSIVE",
  "SPOT_CAPACITY_OPTIMIZED",
  "SPOT_PRICE_CAPACITY_OPTIMIZED",
]);

/** What the request changes of an environment: only what is given. */
export function environmentUpdate(
  before: ComputeEnvironment,
  request: OperationInput<"UpdateComputeEnvironment">,
  launchedVcpus: number,
): EnvironmentUpdate {
  const { computeEnvironment: _, ...asked } = request;
  if (Object.values(asked).every((value) => value === undefined)) throw environmentErrors.nothingToUpdate();
  const { state, serviceRole, updatePolicy, unmanagedvCpus, computeResources: given = {} } = request;
  const { updateToLatestImageVersion, ...wanted } = canonicalResources(given);
  // API reference, UpdatePolicy; the least is terraform-provider-aws's.
  checkRange("jobExecutionTimeoutMinutes", updatePolicy?.jobExecutionTimeoutMinutes, 1, 7200);
  const current = Math.max(before.resources?.minVcpus ?? 0, launchedVcpus);
  if ((given.desiredvCpus ?? current) < current) throw environmentErrors.scalingDown();
  const old = before.resources && computeResourcesDetail(before.resources);
  const changed = Object.entries(wanted).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(value, old?.[key as keyof ComputeResource]),
  );
  const infrastructure = changed.map(([key]) => key).filter((key) => !scaling.has(key));
  if (!before.resources && changed.length > 0) {
    throw resourceErrors.invalid("computeResources is only for compute environments of type MANAGED");
  }
  if (before.resources && unmanagedvCpus !== undefined) throw environmentErrors.onlyForUnmanaged();
  const from = before.resources?.type;
  if (from && given.type && capabilityOfType(from) !== capabilityOfType(given.type)) {
    throw environmentErrors.typeChange(from, given.type);
  }
  // Neither Fargate nor ECS's own instances are replaced by an update.
  const replacesInstances =
    environmentCapability(before) === "EC2" &&
    (infrastructure.length > 0 || updateToLatestImageVersion === true);
  const resources = merge(old, changed, given.desiredvCpus);
  if (replacesInstances) checkInfrastructure(before, resources, infrastructure);
  if (serviceRole !== undefined && isServiceLinked(serviceRole) !== isServiceLinked(before.serviceRole)) {
    throw environmentErrors.serviceRoleKind();
  }
  return {
    changes: {
      ...(state !== undefined && { state }),
      ...(serviceRole !== undefined && { serviceRole }),
      ...(unmanagedvCpus !== undefined && { unmanagedVcpus: unmanagedvCpus }),
      ...(updatePolicy !== undefined && {
        updatePolicy: { ...defaultUpdatePolicy, ...before.updatePolicy, ...updatePolicy },
      }),
      ...(changed.length > 0 && { resources: readComputeResources(resources) }),
    },
    replacesInstances,
  };
}

/**
 * An empty text removes what it replaces (API reference, ComputeResourceUpdate: imageId, ec2KeyPair, launchTemplate).
 */
function merge(
  before: Validated<ComputeResource> | undefined,
  changed: readonly (readonly [string, unknown])[],
  desiredVcpus: number | undefined,
): Validated<ComputeResource> {
  const merged = { ...before, ...Object.fromEntries(changed) } as Validated<ComputeResource>;
  for (const [key, value] of changed) {
    if (value === "" || isNoTemplate(value)) delete merged[key as keyof ComputeResource];
  }
  if (!isOnInstances(merged.type)) return merged;
  const { minvCpus = 0, maxvCpus, desiredvCpus = minvCpus } = merged;
  // Batch moves it along when the limits move past it.
  return { ...merged, desiredvCpus: desiredVcpus ?? Math.min(Math.max(desiredvCpus, minvCpus), maxvCpus) };
}

function isNoTemplate(value: unknown): boolean {
  const { launchTemplateId, launchTemplateName } = value as NonNullable<
    ComputeResourceUpdate["launchTemplate"]
  >;
  return launchTemplateId === "" || launchTemplateName === "";
}

function checkInfrastructure(
  { serviceRole }: ComputeEnvironment,
  { allocationStrategy = "BEST_FIT" }: Validated<ComputeResource>,
  members: readonly string[],
): void {
  if (!isServiceLinked(serviceRole)) throw environmentErrors.infrastructureNeedsLinkedRole(members);
  if (!progressive.has(allocationStrategy)) {
    throw environmentErrors.infrastructureNeedsProgressive(members, allocationStrategy);
  }
}

function isServiceLinked(role: string): boolean {
  return role === "" || role.endsWith("/AWSServiceRoleForBatch");
}
