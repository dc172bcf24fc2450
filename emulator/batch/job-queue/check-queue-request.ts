import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import { policyErrors } from "../scheduling-policy/errors.ts";
import type { SchedulingPolicy } from "../scheduling-policy/scheduling-policy.ts";

type Given = Pick<
  OperationInput<"CreateJobQueue">,
  "jobQueueType" | "schedulingPolicyArn" | "serviceEnvironmentOrder" | "computeEnvironmentOrder"
> & { readonly priority?: number | undefined };

/** What CreateJobQueue and UpdateJobQueue refuse alike. */
export function checkQueueRequest(given: Given, policies: ResourceStore<SchedulingPolicy>): void {
  const { jobQueueType, priority, schedulingPolicyArn } = given;
  // terraform-provider-aws and CloudFormation allow 0 to 1000.
  checkRange("priority", priority, 0, 1000);
  // "A job queue can't have both a serviceEnvironmentOrder and a computeEnvironmentOrder field" (API reference).
  if (given.serviceEnvironmentOrder?.length && given.computeEnvironmentOrder?.length) {
    throw resourceErrors.invalid(
      "A job queue takes either computeEnvironmentOrder or serviceEnvironmentOrder",
    );
  }
  if (jobQueueType === "EKS") {
    throw resourceErrors.notYetLocal(`job queues of type ${jobQueueType}`, "Use type ECS.");
  }
  // AWS refuses one that does not exist.
  if (schedulingPolicyArn && policies.find(schedulingPolicyArn)?.arn !== schedulingPolicyArn) {
    throw policyErrors.notFound(schedulingPolicyArn);
  }
}
