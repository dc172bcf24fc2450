import type { ResourceStore } from "../resource/resource-store.ts";
import { quotaShareErrors } from "./errors.ts";
import type { QuotaShare } from "./quota-share.ts";

/** A share by its ARN: requests give nothing else. */
export function findQuotaShare(shares: ResourceStore<QuotaShare>, arn: string): QuotaShare {
  const found = shares.find(arn);
  if (found?.arn !== arn) throw quotaShareErrors.notFound(arn);
  return found;
}
