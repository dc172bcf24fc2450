import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { policyErrors } from "./errors.ts";

/** "You can't delete a scheduling policy that's used in any job queues" (API reference). */
export function deleteSchedulingPolicy({
  policies,
  queues,
  tags,
}: BatchContext): BatchHandler<"DeleteSchedulingPolicy"> {
  return ({ arn }) => {
    const policy = policies.find(arn);
    if (policy?.arn !== arn) return {};
    const user = queues.all().find(({ schedulingPolicyArn }) => schedulingPolicyArn === arn);
    if (user) throw policyErrors.inUse(arn, user.name);
    policies.remove(policy);
    tags.forget(arn);
    return {};
  };
}
