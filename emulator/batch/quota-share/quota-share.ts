import type {
  QuotaShareCapacityLimit,
  QuotaShareInSharePreemptionState,
  QuotaShareResourceSharingConfiguration,
  QuotaShareState,
  QuotaShareStatus,
} from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { StateKind } from "../../ports/state.ts";

/** A quota share as the local Batch keeps it: a virtual queue in a job queue, with capacity of its own. */
export interface QuotaShare {
  /** Unique over all queues, unlike {@link shareName}. */
  readonly name: string;
  readonly arn: string;
  readonly shareName: string;
  /** ARN of its job queue. */
  readonly queue: string;
  /** By instance type, each once. */
  readonly capacityLimits: readonly Validated<QuotaShareCapacityLimit>[];
  readonly sharing: Validated<QuotaShareResourceSharingConfiguration>;
  readonly inSharePreemption: QuotaShareInSharePreemptionState;
  readonly state: QuotaShareState;
  readonly status: QuotaShareStatus;
}

export const savedQuotaShare: StateKind<QuotaShare, QuotaShare> = {
  kind: "quota-share",
  save: (share) => share,
  load: (saved) => saved,
};

/** How many instances of a type it has of its own: none of a type without a limit. */
export function ownCapacity({ capacityLimits }: QuotaShare, instanceType: string | undefined): number {
  return capacityLimits.find(({ capacityUnit }) => capacityUnit === instanceType)?.maxCapacity ?? 0;
}

/**
 * How many instances of a type it may borrow: `borrowLimit` per cent of its own (API reference,
 * QuotaShareResourceSharingConfiguration), in whole instances.
 */
export function borrowableBy(share: QuotaShare, instanceType: string | undefined): number {
  const { strategy, borrowLimit = -1 } = share.sharing;
  const own = ownCapacity(share, instanceType);
  if (strategy !== "LEND_AND_BORROW" || own === 0) return 0;
  return borrowLimit === -1 ? Infinity : Math.floor((own * borrowLimit) / 100);
}

/** Whether others may have what it does not use. */
export const lends = ({ sharing }: QuotaShare): boolean => sharing.strategy !== "RESERVE";
