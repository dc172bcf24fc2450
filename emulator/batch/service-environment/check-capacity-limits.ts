import type { CapacityLimit } from "@aws-sdk/client-batch";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { allTypes } from "./service-environment.ts";

/**
 * API reference, CapacityLimit: one limit for instances of all types together or, for queues with quota shares, one for
 * each instance type.
 */
export function checkCapacityLimits(limits: readonly CapacityLimit[]): readonly CapacityLimit[] {
  if (limits.length === 0) throw resourceErrors.invalid("capacityLimits takes at least one limit, given 0");
  for (const { maxCapacity, capacityUnit } of limits) {
    if (maxCapacity === undefined) throw resourceErrors.required("capacityLimits.maxCapacity");
    checkRange("maxCapacity", maxCapacity, 1, 2 ** 31 - 1);
    if (capacityUnit !== allTypes && !isInstanceType(capacityUnit)) {
      throw resourceErrors.invalid(
        `capacityUnit must be ${allTypes} or an instance type like ml.m5.large, given ${capacityUnit}`,
      );
    }
  }
  if (limits.length > 1 && limits.some(({ capacityUnit }) => capacityUnit === allTypes)) {
    throw resourceErrors.invalid(
      `capacityLimits with ${allTypes} takes one limit alone, given ${limits.length}`,
    );
  }
  checkUnits(limits);
  return limits;
}

/** SageMaker API reference, ResourceConfig, InstanceType: what an instance type of training jobs looks like. */
export const isInstanceType = (unit: string | undefined): boolean =>
  /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/.test(unit ?? "");

/** That each unit is there once. AWS's text is not known. */
export function checkUnits(limits: readonly CapacityLimit[]): void {
  const units = new Set<string | undefined>();
  for (const { capacityUnit } of limits) {
    if (units.has(capacityUnit)) {
      throw resourceErrors.invalid(
        `capacityLimits must have one limit for a unit, given ${capacityUnit} twice`,
      );
    }
    units.add(capacityUnit);
  }
}
