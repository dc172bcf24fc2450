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

/** The unit of a limit for instances of all types together. */
export const allTypes = "NUM_INSTANCES";

/** Whether it has a limit for each instance type, as queues with quota shares want it (API reference, CapacityLimit). */
export const isLimitedByType = ({ capacityLimits }: Pick<ServiceEnvironment, "capacityLimits">): boolean =>
  capacityLimits.every(({ capacityUnit }) => capacityUnit !== allTypes);

/** The unit in which instances of a type count in it; `undefined` of a type that nobody named. */
export function unitIn(environment: ServiceEnvironment, instanceType: string | undefined) {
  return isLimitedByType(environment) ? instanceType : allTypes;
}

/** How many instances of a type its jobs may have at once: none of a type without a limit. */
export function limitFor(environment: ServiceEnvironment, instanceType: string | undefined): number {
  const unit = unitIn(environment, instanceType);
  return environment.capacityLimits.find(({ capacityUnit }) => capacityUnit === unit)?.maxCapacity ?? 0;
}
