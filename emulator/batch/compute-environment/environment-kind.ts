import type { CRType } from "@aws-sdk/client-batch";
import type { Capability } from "../job/platform.ts";

/** The types whose instances Batch launches itself. */
export const isOnInstances = (type: CRType): boolean => type === "EC2" || type === "SPOT";

export const isFargate = (type: CRType): boolean => type === "FARGATE" || type === "FARGATE_SPOT";

/** What jobs an environment runs; an unmanaged one has instances of the account. */
export function environmentCapability({
  resources,
}: {
  readonly resources?: { readonly type: CRType } | undefined;
}): Capability {
  return resources ? capabilityOfType(resources.type) : "EC2";
}

export function capabilityOfType(type: CRType): Capability {
  if (isFargate(type)) return "FARGATE";
  return isOnInstances(type) ? "EC2" : "MANAGED_INSTANCES";
}
