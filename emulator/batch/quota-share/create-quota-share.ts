import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { findQueue } from "../job-queue/find-queue.ts";
import { checkName } from "../resource/check-name.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isQuotaManaged } from "../scheduling-policy/policy-of-queue.ts";
import { checkTags } from "../tag/check-tags.ts";
import { checkLimits, checkSharing } from "./check-quota-share.ts";
import { quotaShareErrors, shareLimit } from "./errors.ts";
import type { QuotaShare } from "./quota-share.ts";
import { settleQuotaShare } from "./settle-quota-share.ts";
import { sharesOf } from "./shares-of.ts";

/** A share of a VALID queue with quota management (API reference, CreateQuotaShare). */
export function createQuotaShare(context: BatchContext): BatchHandler<"CreateQuotaShare"> {
  return (request) => {
    const { quotaShares, queues, policies, arns, tags } = context;
    const shareName = checkName(request.quotaShareName);
    const queue = findQueue(queues, request.jobQueue);
    if (!isQuotaManaged(policies, queue)) throw quotaShareErrors.queueWithoutQuotas(queue.name);
    if (queue.status !== "VALID") throw quotaShareErrors.queueNotValid(queue.name);
    const arn = arns.quotaShare(queue.name, shareName);
    if (quotaShares.find(arn)) throw resourceErrors.alreadyExists();
    if (sharesOf(queue, quotaShares.all()).length >= shareLimit) throw quotaShareErrors.tooMany(queue.name);
    checkTags(request.tags);
    const share: QuotaShare = {
      name: `${queue.name}/${shareName}`,
      arn,
      shareName,
      queue: queue.arn,
      capacityLimits: checkLimits(request.capacityLimits),
      sharing: checkSharing(request.resourceSharingConfiguration),
      inSharePreemption: request.preemptionConfiguration.inSharePreemption,
      state: request.state ?? "ENABLED",
      status: "CREATING",
    };
    quotaShares.add(share);
    tags.register(arn, request.tags);
    settleQuotaShare(context, share);
    return { quotaShareName: shareName, quotaShareArn: arn };
  };
}
