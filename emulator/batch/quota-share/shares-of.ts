import type { JobQueue } from "../job-queue/job-queue.ts";
import type { QuotaShare } from "./quota-share.ts";

/** The quota shares of a queue, in the order of their creation. */
export const sharesOf = (queue: Pick<JobQueue, "arn">, shares: readonly QuotaShare[]): QuotaShare[] =>
  shares.filter((share) => share.queue === queue.arn);
