import type {
  JobStateTimeLimitActionsAction,
  JobStateTimeLimitActionsState,
  JQState,
  JQStatus,
} from "@aws-sdk/client-batch";
import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";

/** A job queue as the local Batch keeps it. Jobs refer to it; only its store changes it. */
export interface JobQueue {
  readonly name: string;
  readonly arn: string;
  readonly state: JQState;
  readonly status: JQStatus;
  readonly statusReason?: string;
  /** The higher goes first where queues share an environment. */
  readonly priority: number;
  /** As given; environments are tried in the order of their numbers: {@link environmentsOf}. */
  readonly environmentOrder: readonly EnvironmentPlace[];
  readonly timeLimits: readonly StateTimeLimit[];
  readonly schedulingPolicyArn?: string;
}

export interface EnvironmentPlace {
  readonly order: number;
  readonly environment: ComputeEnvironment;
}

/** What becomes of a job that stays blocked at the head of the queue: `jobStateTimeLimitActions`. */
export interface StateTimeLimit {
  /** The part of the blocking reason before " - ". */
  readonly reason: string;
  readonly state: JobStateTimeLimitActionsState;
  readonly maxSeconds: number;
  readonly action: JobStateTimeLimitActionsAction;
}

/** The compute environments of a queue, in the order in which they are tried. */
export function environmentsOf({ environmentOrder }: JobQueue): ComputeEnvironment[] {
  return environmentOrder.toSorted((a, b) => a.order - b.order).map(({ environment }) => environment);
}
