import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkUnits, isInstanceType } from "../service-environment/check-capacity-limits.ts";
import type { QuotaShare } from "./quota-share.ts";

type Given = OperationInput<"CreateQuotaShare">;

/** User guide, "Quota shares": one to five limits, by instance types of training jobs; at least 1 (CloudFormation). */
export function checkLimits(limits: Given["capacityLimits"]): QuotaShare["capacityLimits"] {
  if (limits.length < 1 || limits.length > 5) {
    throw resourceErrors.invalid(`capacityLimits takes 1 to 5 limits, given ${limits.length}`);
  }
  for (const { maxCapacity, capacityUnit } of limits) {
    checkRange("maxCapacity", maxCapacity, 1, 2 ** 31 - 1);
    if (!isInstanceType(capacityUnit)) {
      throw resourceErrors.invalid(
        `capacityUnit must be an instance type like ml.m5.large, given ${capacityUnit}`,
      );
    }
  }
  checkUnits(limits);
  return limits;
}

/**
 * API reference, QuotaShareResourceSharingConfiguration: a limit for borrowing only where borrowing is, -1 by default,
 * which is no limit.
 */
export function checkSharing({
  strategy,
  borrowLimit,
}: Given["resourceSharingConfiguration"]): QuotaShare["sharing"] {
  checkRange("borrowLimit", borrowLimit, -1, 2 ** 31 - 1);
  if (strategy === "LEND_AND_BORROW") return { strategy, borrowLimit: borrowLimit ?? -1 };
  if (borrowLimit !== undefined) {
    throw resourceErrors.invalid(
      `borrowLimit can only be applied with strategy LEND_AND_BORROW, given ${strategy}`,
    );
  }
  return { strategy };
}
