import type {
  JobStateTimeLimitActionsAction,
  JobStateTimeLimitActionsState,
  JQState,
  JQStatus,
} from "@aws-sdk/client-batch";
import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { ServiceEnvironment } from "../service-environment/service-environment.ts";

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
  /** Of a queue for service jobs, which has no compute environments: its service environments. */
  readonly serviceOrder?: readonly Place<ServiceEnvironment>[];
  readonly timeLimits: readonly StateTimeLimit[];
  readonly schedulingPolicyArn?: string;
}

interface Place<Environment> {
  readonly order: number;
  readonly environment: Environment;
}

export type EnvironmentPlace = Place<ComputeEnvironment>;

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
  return environmentsInOrder(environmentOrder);
}

/** Environments of any kind, in the order in which they are tried. */
export function environmentsInOrder<Environment>(places: readonly Place<Environment>[]): Environment[] {
  return places.toSorted((a, b) => a.order - b.order).map(({ environment }) => environment);
}
