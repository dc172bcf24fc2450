import {
  BatchJobQueue,
  type BatchJobQueueJobStateTimeLimitAction,
} from "@cdktf/provider-aws/lib/batch-job-queue/index.js";
import { Construct } from "../cdk.ts";
import type { BlockedLimits } from "../config/fleet.ts";
import type { ComputeEnvironment } from "./compute-environment.ts";

export interface BenchmarkQueueProps {
  readonly name: string;
  /** The one environment it fills: a queue cannot mix architectures (aws/containers-roadmap#1853). */
  readonly computeEnvironment: ComputeEnvironment;
  /**
   * A higher one is served first.
   * @default 1
   */
  readonly priority?: number;
  /**
   * How long a job that cannot be placed may block the queue before Batch cancels it.
   * @default - for good, as Batch does by itself
   */
  readonly blockedLimits?: BlockedLimits;
}

/**
 * Reasons for which Batch can cancel the job at the head of a queue (user guide, "Jobs stuck in a RUNNABLE status").
 */
const cancelledFor = {
  misconfigurationMinutes: [
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
    "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
  ],
  capacityMinutes: ["CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"],
} as const satisfies Record<keyof BlockedLimits, readonly string[]>;

/** The queue of one fleet. */
export class BenchmarkQueue extends Construct {
  readonly queue: BatchJobQueue;

  constructor(scope: Construct, id: string, props: BenchmarkQueueProps) {
    super(scope, id);
    const { name, computeEnvironment, priority = 1, blockedLimits } = props;
    this.queue = new BatchJobQueue(this, "Default", {
      name,
      state: "ENABLED",
      priority,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: computeEnvironment.environment.arn }],
      ...(blockedLimits && { jobStateTimeLimitAction: timeLimits(blockedLimits) }),
    });
  }
}

function timeLimits(limits: BlockedLimits): BatchJobQueueJobStateTimeLimitAction[] {
  return (["misconfigurationMinutes", "capacityMinutes"] as const).flatMap((kind) => {
    const minutes = limits[kind];
    if (minutes === null) return [];
    // CANCEL is the one action of queues of ECS environments (user guide, "Automatic remediation …").
    return cancelledFor[kind].map((reason) => ({
      reason,
      state: "RUNNABLE",
      maxTimeSeconds: minutes * 60,
      action: "CANCEL",
    }));
  });
}
