import { reasons } from "../../aws/reasons.ts";
import { borrowableBy, lends, ownCapacity, type QuotaShare } from "../quota-share/quota-share.ts";
import { limitFor, type ServiceEnvironment } from "../service-environment/service-environment.ts";
import { sum } from "./quota-use.ts";
import type { ServiceJob } from "./service-job.ts";
import { capacityOf } from "./training-request.ts";

/**
 * Why a job at the head of its queue or share can never run as things are configured; `undefined` of one that waits for its
 * turn (user guide, "Jobs stuck in RUNNABLE due to misconfiguration").
 */
export function whyServiceJobWaits(
  job: ServiceJob,
  environments: readonly ServiceEnvironment[],
  shares: readonly QuotaShare[],
): string | undefined {
  const { type, instances } = capacityOf(job);
  if (!environments.some((environment) => instances <= limitFor(environment, type))) {
    return reasons.serviceEnvironmentMaxResource;
  }
  const share = shares.find(({ shareName }) => shareName === job.quotaShareName);
  return share && whyInShare(capacityOf(job), share, shares);
}

function whyInShare(
  { type, instances }: ReturnType<typeof capacityOf>,
  share: QuotaShare,
  shares: readonly QuotaShare[],
): string | undefined {
  const borrowed = instances - ownCapacity(share, type);
  if (borrowed <= 0) return undefined;
  if (share.sharing.strategy !== "LEND_AND_BORROW") return reasons.quotaCapacityExceeded;
  if (borrowed > borrowableBy(share, type)) return reasons.quotaBorrowLimitExceeded;
  const lenders = shares.filter((other) => other !== share && lends(other));
  const borrowable = sum(lenders, (other) => ownCapacity(other, type));
  return borrowed > borrowable ? reasons.quotaBorrowableExceeded : undefined;
}
