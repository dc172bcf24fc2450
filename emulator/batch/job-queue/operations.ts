import type { JobQueueDetail, JobStateTimeLimitAction } from "@aws-sdk/client-batch";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { clientErrors } from "../client-errors.ts";
import { isTerminal } from "../job/job.ts";
import { reasons } from "../../aws/reasons.ts";
import { checkEnvironmentOrder } from "./check-environment-order.ts";
import { checkName } from "../resource/check-name.ts";
import { afterTransition, isSettled } from "../resource/transition.ts";
import { findQueue } from "./find-queue.ts";
import { stopJob } from "../job/stop-job.ts";

export function createJobQueue(context: BatchContext): BatchHandler<"CreateJobQueue"> {
  return (request) => {
    const { queues, fleets, arns, tags } = context;
    const name = checkName(request.jobQueueName);
    if (queues.find(name)) throw clientErrors.alreadyExists();
    if (request.serviceEnvironmentOrder?.length) {
      throw clientErrors.notYetLocal("service environments", "Use computeEnvironmentOrder.");
    }
    const arn = arns.jobQueue(name);
    const queue: JobQueueDetail = {
      jobQueueName: name,
      jobQueueArn: arn,
      state: request.state ?? "ENABLED",
      status: "CREATING",
      priority: checkPriority(request.priority),
      computeEnvironmentOrder: checkEnvironmentOrder(request.computeEnvironmentOrder, fleets),
      jobQueueType: "ECS",
      jobStateTimeLimitActions: checkLimitActions(request.jobStateTimeLimitActions ?? []),
      ...(request.schedulingPolicyArn && { schedulingPolicyArn: request.schedulingPolicyArn }),
    };
    queues.add(queue);
    tags.register(arn, request.tags);
    settle(context, queue);
    return { jobQueueName: name, jobQueueArn: arn };
  };
}

/** Only what is given changes. Jobs in the queue follow it to its new environments. */
export function updateJobQueue(context: BatchContext): BatchHandler<"UpdateJobQueue"> {
  return (request) => {
    const queue = findQueue(context, request.jobQueue);
    if (!isSettled(queue.status)) throw clientErrors.beingModified("update");
    const { state, priority, computeEnvironmentOrder: order, jobStateTimeLimitActions: actions } = request;
    const policy = request.schedulingPolicyArn || undefined;
    if (policy !== undefined && queue.schedulingPolicyArn === undefined) throw clientErrors.policyAdded();
    Object.assign(queue, {
      ...(state !== undefined && { state }),
      ...(priority !== undefined && { priority: checkPriority(priority) }),
      ...(order && { computeEnvironmentOrder: checkEnvironmentOrder(order, context.fleets) }),
      ...(actions && { jobStateTimeLimitActions: checkLimitActions(actions) }),
      ...(policy !== undefined && { schedulingPolicyArn: policy }),
      status: "UPDATING",
    });
    settle(context, queue);
    return { jobQueueName: queue.jobQueueName, jobQueueArn: queue.jobQueueArn };
  };
}

/** "All jobs in the queue are eventually terminated" (API reference, DeleteJobQueue); the queue goes with the last one. */
export function deleteJobQueue(context: BatchContext): BatchHandler<"DeleteJobQueue"> {
  const { queues, jobs, tags, clock, scheduler } = context;
  /** Queues in deletion, with how many of their jobs have not ended. */
  const leaving = new Map<JobQueueDetail, number>();

  function leave(queue: JobQueueDetail): void {
    if ((leaving.get(queue) ?? 0) > 0) return;
    leaving.delete(queue);
    afterTransition(clock, () => {
      queues.remove(queue);
      tags.forget(queue.jobQueueArn ?? "");
      scheduler.resourcesChanged();
    });
  }

  jobs.onEnd(({ queue }) => {
    const open = leaving.get(queue);
    if (open === undefined) return;
    leaving.set(queue, open - 1);
    leave(queue);
  });

  return ({ jobQueue }) => {
    const queue = queues.find(jobQueue);
    if (!queue || queue.status === "DELETING") return {};
    if (!isSettled(queue.status)) throw clientErrors.beingModified("delete");
    if (queue.state !== "DISABLED") throw clientErrors.notDisabled("job queue", queue.jobQueueName ?? "");
    queue.status = "DELETING";
    const open = [...jobs.newestFirst()].filter((job) => job.queue === queue && !isTerminal(job));
    // One more than there are, so that the last of those that end at once does not end the deletion twice.
    leaving.set(queue, open.length + 1);
    for (const job of open) {
      if (job.array?.kind !== "child") stopJob(context, job, reasons.queueDeleted, "terminate");
    }
    leaving.set(queue, (leaving.get(queue) ?? 1) - 1);
    leave(queue);
    return {};
  };
}

function settle({ clock, scheduler }: BatchContext, queue: JobQueueDetail): void {
  scheduler.resourcesChanged();
  afterTransition(clock, () => {
    Object.assign(queue, { status: "VALID", statusReason: "JobQueue Healthy" });
    scheduler.resourcesChanged();
  });
}

function checkPriority(priority: number | undefined): number {
  if (priority === undefined) throw clientErrors.required("priority");
  // terraform-provider-aws and CloudFormation allow 0 to 1000.
  if (priority >= 0 && priority <= 1000) return priority;
  throw clientErrors.invalid(`priority must be between 0 and 1000, given ${priority}`);
}

/** API reference, JobStateTimeLimitAction: ten minutes to a day. */
function checkLimitActions(actions: readonly JobStateTimeLimitAction[]): JobStateTimeLimitAction[] {
  for (const { maxTimeSeconds: seconds = 0 } of actions) {
    if (seconds >= 600 && seconds <= 86_400) continue;
    throw clientErrors.invalid(`maxTimeSeconds must be between 600 and 86400, given ${seconds}`);
  }
  return [...actions];
}
