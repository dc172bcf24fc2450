import type { QuotaSharePolicy } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";

/** A scheduling policy as the local Batch keeps it. Queues name it; an update changes what they do at once. */
export type SchedulingPolicy = {
  readonly name: string;
  readonly arn: string;
} & (
  | { readonly fairShare: FairSharePolicy; readonly quotaShare?: never }
  /** Quota management: what a queue's quota shares may have, and who waits for whom, stands in the shares. */
  | { readonly quotaShare: Validated<QuotaSharePolicy>; readonly fairShare?: never }
);

export interface FairSharePolicy {
  /** 0: the shortest window, 600 s. */
  readonly shareDecaySeconds: number;
  /** Per cent. */
  readonly computeReservation: number;
  readonly shareDistribution: readonly ShareWeight[];
}

export interface ShareWeight {
  /** A share, or with an asterisk at its end all shares that begin so. */
  readonly shareIdentifier: string;
  readonly weightFactor?: number | undefined;
}

/** How much a share's use counts: the lower, the more it gets; 1 unless the policy says (API reference, ShareAttributes). */
export function weightOf({ shareDistribution }: FairSharePolicy, share: string): number {
  const entry = shareDistribution.find(({ shareIdentifier: of }) =>
    of.endsWith("*") ? share.startsWith(of.slice(0, -1)) : of === share,
  );
  return entry?.weightFactor ?? 1;
}
