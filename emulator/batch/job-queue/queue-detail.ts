import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { JobQueue } from "./job-queue.ts";

/** A queue as DescribeJobQueues shows it: its environments by ARN. */
export function queueDetail(
  { name, arn, environmentOrder, timeLimits, ...same }: JobQueue,
  tags: Readonly<Record<string, string>>,
): JobQueueDetail {
  return {
    jobQueueName: name,
    jobQueueArn: arn,
    ...same,
    computeEnvironmentOrder: environmentOrder.map(({ order, environment }) => ({
      order,
      computeEnvironment: environment.arn,
    })),
    jobQueueType: "ECS",
    jobStateTimeLimitActions: timeLimits.map(({ maxSeconds: maxTimeSeconds, ...limit }) => ({
      ...limit,
      maxTimeSeconds,
    })),
    tags: { ...tags },
  };
}
