import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { resourceErrors } from "../resource/errors.ts";
import { policyOfQueue } from "../scheduling-policy/policy-of-queue.ts";
import { checkTags } from "../tag/check-tags.ts";
import { checkEnvironmentOrder } from "./check-environment-order.ts";
import { checkQueueRequest } from "./check-queue-request.ts";
import { checkSchedulingKind } from "./check-scheduling-kind.ts";
import { checkServiceOrder } from "./check-service-order.ts";
import { checkTimeLimits } from "./check-time-limits.ts";
import type { JobQueue } from "./job-queue.ts";
import { settleQueue } from "./settle-queue.ts";

export function createJobQueue(context: BatchContext): BatchHandler<"CreateJobQueue"> {
  return (request) => {
    const { queues, environments, arns, tags } = context;
    const name = checkName(request.jobQueueName);
    if (queues.find(name)) throw resourceErrors.alreadyExists();
    checkQueueRequest(request, context.policies);
    checkTags(request.tags);
    const serviceOrder = checkServiceOrder(request, context.serviceEnvironments);
    checkSchedulingKind(policyOfQueue(context.policies, request), serviceOrder);
    const queue: JobQueue = {
      name,
      arn: arns.jobQueue(name),
      state: request.state ?? "ENABLED",
      status: "CREATING",
      priority: request.priority,
      environmentOrder: serviceOrder
        ? []
        : checkEnvironmentOrder(request.computeEnvironmentOrder, environments),
      ...(serviceOrder && { serviceOrder }),
      ...(request.schedulingPolicyArn && { schedulingPolicyArn: request.schedulingPolicyArn }),
      timeLimits: checkTimeLimits(request.jobStateTimeLimitActions ?? [], serviceOrder !== undefined),
    };
    queues.add(queue);
    tags.register(queue.arn, request.tags);
    settleQueue(context, queue);
    return { jobQueueName: name, jobQueueArn: queue.arn };
  };
}
