import { GeosBenchError } from "../../../contract/errors.ts";
import type { StackJobQueue } from "../../ports/stack-model.ts";
import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { JobQueue } from "./job-queue.ts";

/** A job queue of the stack with the environments that it names. */
export function stackQueue(of: StackJobQueue, environments: ResourceStore<ComputeEnvironment>): JobQueue {
  return {
    name: of.jobQueueName,
    arn: of.jobQueueArn,
    state: of.state,
    status: of.status ?? "VALID",
    ...(of.statusReason !== undefined && { statusReason: of.statusReason }),
    priority: of.priority,
    environmentOrder: of.computeEnvironmentOrder.map(({ order, computeEnvironment: reference }) => {
      const environment = environments.find(reference);
      if (environment) return { order, environment };
      const known = environments.all().map(({ name }) => name);
      throw new GeosBenchError(
        `Job queue "${of.jobQueueName}" names compute environment "${reference}", which the stack does not have. It has: ${known.join(", ") || "none"}.`,
        { code: "unknown-compute-environment" },
      );
    }),
    timeLimits: (of.jobStateTimeLimitActions ?? []).map(({ maxTimeSeconds: maxSeconds, ...limit }) => ({
      ...limit,
      maxSeconds,
    })),
    ...(of.schedulingPolicyArn !== undefined && { schedulingPolicyArn: of.schedulingPolicyArn }),
  };
}
