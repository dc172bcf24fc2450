import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { environmentCapability } from "../compute-environment/environment-kind.ts";
import type { EnvironmentPlace, JobQueue } from "./job-queue.ts";

/** A queue as DescribeJobQueues shows it: its environments by ARN. */
export function queueDetail(
  { name, arn, environmentOrder, serviceOrder, timeLimits, ...same }: JobQueue,
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
    ...(serviceOrder && {
      serviceEnvironmentOrder: serviceOrder.map(({ order, environment }) => ({
        order,
        serviceEnvironment: environment.arn,
      })),
    }),
    jobQueueType: serviceOrder ? "SAGEMAKER_TRAINING" : queueTypes[capabilityOfQueue(environmentOrder)],
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
