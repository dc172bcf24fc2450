import { BatchJobQueue } from "@cdktf/provider-aws/lib/batch-job-queue/index.js";
import { Construct } from "../cdk.ts";
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
}

/** The queue of one fleet. */
export class BenchmarkQueue extends Construct {
  readonly queue: BatchJobQueue;

  constructor(scope: Construct, id: string, { name, computeEnvironment, priority = 1 }: BenchmarkQueueProps) {
    super(scope, id);
    this.queue = new BatchJobQueue(this, "Default", {
      name,
      state: "ENABLED",
      priority,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: computeEnvironment.environment.arn }],
    });
  }
}
