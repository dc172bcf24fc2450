import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkTags } from "../tag/check-tags.ts";
import { policyErrors } from "./errors.ts";
import { readFairShare } from "./read-fair-share.ts";

export function createSchedulingPolicy({
  policies,
  arns,
  tags,
}: BatchContext): BatchHandler<"CreateSchedulingPolicy"> {
  return (request) => {
    const name = checkName(request.name);
    if (policies.find(name)) throw resourceErrors.alreadyExists();
    const { fairsharePolicy, quotaSharePolicy: quotaShare } = request;
    if (fairsharePolicy && quotaShare) throw policyErrors.oneKind();
    checkTags(request.tags);
    const arn = arns.schedulingPolicy(name);
    policies.add({
      name,
      arn,
      ...(quotaShare ? { quotaShare } : { fairShare: readFairShare(fairsharePolicy) }),
    });
    tags.register(arn, request.tags);
    return { name, arn };
  };
}
