import { isDeepStrictEqual } from "node:util";
import type {
  ComputeEnvironmentDetail,
  ComputeResource,
  ComputeResourceUpdate,
  UpdateComputeEnvironmentRequest,
} from "@aws-sdk/client-batch";
import { clientErrors } from "../client-errors.ts";
import { checkComputeResources } from "./check-compute-resources.ts";

export interface EnvironmentUpdate {
  readonly environment: ComputeEnvironmentDetail;
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

/** An environment as the request leaves it: only what is given changes. */
export function environmentUpdate(
  before: ComputeEnvironmentDetail,
  { state, serviceRole, updatePolicy, computeResources: given = {} }: UpdateComputeEnvironmentRequest,
): EnvironmentUpdate {
  const { updateToLatestImageVersion, ...changes } = given;
  const old: Readonly<Record<string, unknown>> = { ...before.computeResources };
  const changed = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(value, old[key]),
  );
  const infrastructure = changed.map(([key]) => key).filter((key) => !scaling.has(key));
  const replacesInstances = infrastructure.length > 0 || updateToLatestImageVersion === true;
  const merged = merge(before.computeResources, changed);
  const { minvCpus = 0, maxvCpus = 0, desiredvCpus = minvCpus } = merged;
  const computeResources: ComputeResource = {
    ...merged,
    // Batch moves it along when the limits move past it.
    desiredvCpus: given.desiredvCpus ?? Math.min(Math.max(desiredvCpus, minvCpus), maxvCpus),
  };
  if (replacesInstances) checkInfrastructure(before, computeResources, infrastructure);
  if (serviceRole !== undefined && isServiceLinked(serviceRole) !== isServiceLinked(before.serviceRole)) {
    throw clientErrors.serviceRoleKind();
  }
  const environment = {
    ...before,
    ...(state !== undefined && { state }),
    ...(serviceRole !== undefined && { serviceRole }),
    ...(updatePolicy !== undefined && { updatePolicy: { ...before.updatePolicy, ...updatePolicy } }),
    computeResources: changed.length > 0 ? checkComputeResources(computeResources) : before.computeResources,
  };
  return { environment, replacesInstances };
}

/** An empty text removes what it replaces (API reference, ComputeResourceUpdate: imageId, ec2KeyPair, launchTemplate). */
function merge(
  before: ComputeResource | undefined,
  changed: readonly (readonly [string, unknown])[],
): ComputeResource {
  const merged = { ...before, ...Object.fromEntries(changed) } as Record<string, unknown>;
  for (const [key, value] of changed) if (value === "" || isNoTemplate(value)) delete merged[key];
  return merged as unknown as ComputeResource;
}

function isNoTemplate(value: unknown): boolean {
  const { launchTemplateId, launchTemplateName } = value as NonNullable<
    ComputeResourceUpdate["launchTemplate"]
  >;
  return launchTemplateId === "" || launchTemplateName === "";
}

function checkInfrastructure(
  { serviceRole }: ComputeEnvironmentDetail,
  { allocationStrategy = "BEST_FIT" }: ComputeResource,
  members: readonly string[],
): void {
  if (!isServiceLinked(serviceRole)) throw clientErrors.infrastructureNeedsLinkedRole(members);
  if (!progressive.has(allocationStrategy)) {
    throw clientErrors.infrastructureNeedsProgressive(members, allocationStrategy);
  }
}

function isServiceLinked(role: string | undefined): boolean {
  return role === undefined || role === "" || role.endsWith("/AWSServiceRoleForBatch");
}
