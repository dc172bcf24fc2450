import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { environmentCapability } from "../compute-environment/environment-kind.ts";
import type { EnvironmentPlace, JobQueue } from "./job-queue.ts";

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
    jobQueueType: queueTypes[capabilityOfQueue(environmentOrder)],
    jobStateTimeLimitActions: timeLimits.map(({ maxSeconds: maxTimeSeconds, ...limit }) => ({
      ...limit,
      maxTimeSeconds,
    })),
    tags: { ...tags },
  };
}

const queueTypes = {
  EC2: "ECS",
  FARGATE: "ECS_FARGATE",
  MANAGED_INSTANCES: "ECS_MANAGED_INSTANCES",
} as const;

/** That of all its environments: they are never mixed. */
const capabilityOfQueue = ([place]: readonly EnvironmentPlace[]) =>
  place ? environmentCapability(place.environment) : "EC2";
