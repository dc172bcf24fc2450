import type { CapacityLimit } from "@aws-sdk/client-batch";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";

/**
 * API reference, CapacityLimit: instances of all types together. Limits by instance type are for queues with quota
 * shares, which are not here.
 */
export function checkCapacityLimits(limits: readonly CapacityLimit[]): readonly CapacityLimit[] {
  if (limits.length !== 1) {
    throw resourceErrors.invalid(`capacityLimits takes one limit, given ${limits.length}`);
  }
  for (const { maxCapacity, capacityUnit } of limits) {
    if (maxCapacity === undefined) throw resourceErrors.required("capacityLimits.maxCapacity");
    checkRange("maxCapacity", maxCapacity, 1, 2 ** 31 - 1);
    if (capacityUnit?.startsWith("ml.")) {
      throw resourceErrors.notYetLocal("capacity limits by instance type", "Use NUM_INSTANCES.");
    }
    if (capacityUnit !== "NUM_INSTANCES") {
      throw resourceErrors.invalid(`capacityUnit must be NUM_INSTANCES, given ${capacityUnit}`);
    }
  }
  return limits;
}
