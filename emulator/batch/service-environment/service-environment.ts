import type {
  CapacityLimit,
  ServiceEnvironmentState,
  ServiceEnvironmentStatus,
  ServiceEnvironmentType,
} from "@aws-sdk/client-batch";
import type { StateKind } from "../../ports/state.ts";

/** A service environment as the local Batch keeps it: what bounds the jobs that another service runs. */
export interface ServiceEnvironment {
  readonly name: string;
  readonly arn: string;
  readonly type: ServiceEnvironmentType;
  readonly state: ServiceEnvironmentState;
  readonly status: ServiceEnvironmentStatus;
  readonly capacityLimits: readonly CapacityLimit[];
}

export const savedServiceEnvironment: StateKind<ServiceEnvironment, ServiceEnvironment> = {
  kind: "service-environment",
  save: (environment) => environment,
  load: (saved) => saved,
};

/** How many instances its jobs may have at once. */
export function maxInstances({ capacityLimits }: ServiceEnvironment): number {
  return Math.min(...capacityLimits.map(({ maxCapacity = Infinity }) => maxCapacity));
}
