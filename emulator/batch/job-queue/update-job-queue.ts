import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import { policyOfQueue } from "../scheduling-policy/policy-of-queue.ts";
import { checkEnvironmentOrder } from "./check-environment-order.ts";
import { checkQueueRequest } from "./check-queue-request.ts";
import { checkSchedulingKind } from "./check-scheduling-kind.ts";
import { checkServiceOrder } from "./check-service-order.ts";
import { checkTimeLimits } from "./check-time-limits.ts";
import { queueErrors } from "./errors.ts";
import { findQueue } from "./find-queue.ts";
import { settleQueue } from "./settle-queue.ts";

/** Only what is given changes. Jobs in the queue follow it to its new environments. */
export function updateJobQueue(context: BatchContext): BatchHandler<"UpdateJobQueue"> {
  return (request) => {
    const queue = findQueue(context.queues, request.jobQueue);
    if (!isSettled(queue.status)) throw resourceErrors.beingModified("update");
    const { state, priority, computeEnvironmentOrder: order, jobStateTimeLimitActions: limits } = request;
    const policy = request.schedulingPolicyArn || undefined;
    if (policy !== undefined && queue.schedulingPolicyArn === undefined) throw queueErrors.policyAdded();
    checkQueueRequest(request, context.policies);
    const { serviceEnvironmentOrder: services } = request;
    const isForServiceJobs = queue.serviceOrder !== undefined;
    // What runs a queue's jobs is fixed by its type, which no update changes.
    if (isForServiceJobs ? order?.length : services?.length) throw queueErrors.otherKind();
    const serviceOrder = checkServiceOrder(request, context.serviceEnvironments);
    const before = policyOfQueue(context.policies, queue);
    const after = policyOfQueue(context.policies, { schedulingPolicyArn: policy }) ?? before;
    if (Boolean(before?.quotaShare) !== Boolean(after?.quotaShare)) throw queueErrors.otherPolicyKind();
    checkSchedulingKind(after, serviceOrder ?? queue.serviceOrder);
    context.queues.update(queue, {
      ...(state !== undefined && { state }),
      ...(priority !== undefined && { priority }),
      ...(order &&
        !isForServiceJobs && {
          environmentOrder: checkEnvironmentOrder(order, context.environments),
        }),
      ...(serviceOrder && { serviceOrder }),
      ...(policy !== undefined && { schedulingPolicyArn: policy }),
      ...(limits && { timeLimits: checkTimeLimits(limits, isForServiceJobs) }),
      status: "UPDATING",
    });
    settleQueue(context, queue);
    return { jobQueueName: queue.name, jobQueueArn: queue.arn };
  };
}
