import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { FairSharePolicy, ShareWeight } from "./scheduling-policy.ts";

type Given = NonNullable<OperationInput<"CreateSchedulingPolicy">["fairsharePolicy"]>;

/** With AWS's defaults; the limits are those of the API reference, FairsharePolicy and ShareAttributes. */
export function readFairShare({
  shareDecaySeconds = 0,
  computeReservation = 0,
  shareDistribution = [],
}: Given = {}): FairSharePolicy {
  checkRange("shareDecaySeconds", shareDecaySeconds, 0, 604_800);
  checkRange("computeReservation", computeReservation, 0, 99);
  for (const { shareIdentifier, weightFactor = 1 } of shareDistribution) {
    if (!/^[A-Za-z0-9]{0,255}\*?$/.test(shareIdentifier) || shareIdentifier === "") {
      throw resourceErrors.invalid(
        `shareIdentifier has up to 255 alphanumeric characters and, after them, an asterisk at most, given ${shareIdentifier}`,
      );
    }
    if (!(weightFactor >= 0.0001 && weightFactor <= 999.9999)) {
      throw resourceErrors.invalid(`weightFactor must be between 0.0001 and 999.9999, given ${weightFactor}`);
    }
  }
  checkOverlap(shareDistribution);
  return { shareDecaySeconds, computeReservation, shareDistribution };
}

/** "The list of share identifiers in a fair-share policy can't overlap." */
function checkOverlap(distribution: readonly ShareWeight[]): void {
  distribution.forEach(({ shareIdentifier: one }, index) => {
    const other = distribution.find(({ shareIdentifier: of }, at) => at !== index && covers(one, of));
    if (other) {
      throw resourceErrors.invalid(
        `shareIdentifiers must not overlap, given ${one} and ${other.shareIdentifier}`,
      );
    }
  });
}

const covers = (one: string, other: string): boolean =>
  one.endsWith("*") ? other.startsWith(one.slice(0, -1)) : one === other;
