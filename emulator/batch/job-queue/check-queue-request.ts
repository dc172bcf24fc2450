import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";

type Given = Pick<
  OperationInput<"CreateJobQueue">,
  "jobQueueType" | "schedulingPolicyArn" | "serviceEnvironmentOrder"
> & { readonly priority?: number | undefined };

/** What CreateJobQueue and UpdateJobQueue refuse alike. */
export function checkQueueRequest({
  jobQueueType = "ECS",
  priority,
  schedulingPolicyArn,
  serviceEnvironmentOrder,
}: Given): void {
  // terraform-provider-aws and CloudFormation allow 0 to 1000.
  checkRange("priority", priority, 0, 1000);
  if (serviceEnvironmentOrder?.length) {
    throw resourceErrors.notYetLocal("service environments", "Use computeEnvironmentOrder.");
  }
  if (jobQueueType !== "ECS") {
    throw resourceErrors.notYetLocal(`job queues of type ${jobQueueType}`, "Use type ECS.");
  }
  // AWS refuses one that does not exist, and here none can be made.
  if (schedulingPolicyArn) {
    throw resourceErrors.notYetLocal("scheduling policies", "Leave schedulingPolicyArn out.");
  }
}
