import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkName } from "../resource/check-name.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkEnvironmentOrder } from "./check-environment-order.ts";
import { checkPriority } from "./check-priority.ts";
import { checkTimeLimits } from "./check-time-limits.ts";
import type { JobQueue } from "./job-queue.ts";
import { settleQueue } from "./settle-queue.ts";

export function createJobQueue(context: BatchContext): BatchHandler<"CreateJobQueue"> {
  return (request) => {
    const { queues, environments, arns, tags } = context;
    const name = checkName(request.jobQueueName);
    if (queues.find(name)) throw resourceErrors.alreadyExists();
    if (request.serviceEnvironmentOrder?.length) {
      throw resourceErrors.notYetLocal("service environments", "Use computeEnvironmentOrder.");
    }
    const queue: JobQueue = {
      name,
      arn: arns.jobQueue(name),
      state: request.state ?? "ENABLED",
      status: "CREATING",
      priority: checkPriority(request.priority),
      environmentOrder: checkEnvironmentOrder(request.computeEnvironmentOrder, environments),
      timeLimits: checkTimeLimits(request.jobStateTimeLimitActions ?? []),
      ...(request.schedulingPolicyArn && { schedulingPolicyArn: request.schedulingPolicyArn }),
    };
    queues.add(queue);
    tags.register(queue.arn, request.tags);
    settleQueue(context, queue);
    return { jobQueueName: name, jobQueueArn: queue.arn };
  };
}
