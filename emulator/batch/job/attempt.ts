import type { ModelledType } from "../scheduler/placement/candidates.ts";
import type { EndCause } from "./job-reason.ts";
import type { LogDestination } from "./log-destination.ts";

/** A container of an attempt. */
export interface AttemptContainer {
  readonly name: string;
  /** `undefined`: not in CloudWatch Logs. */
  readonly log: LogDestination | undefined;
  startedAt?: number;
  /** Present once the attempt is over, where it ran. */
  exitCode?: number;
  /** Shown as its `reason`: "OutOfMemoryError: …". */
  reason?: string;
}

/** One attempt of a job on an instance. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  readonly computeEnvironment: string;
  /** Its instance, as it is needed to model it again after a restart. */
  readonly instance: { readonly id: string; readonly type: ModelledType };
  /** `undefined` on Fargate, which has no instances. */
  readonly containerInstanceArn: string | undefined;
  readonly taskArn: string;
  /** In the order of the job's. */
  readonly containers: readonly AttemptContainer[];
  startedAt?: number;
  /** Where the other nodes reach it: of a node that has started. */
  address?: string;
  /** Present once it is over. */
  stoppedAt?: number;
  /** Of the container that decides on the attempt; so is the reason. */
  exitCode?: number;
  containerReason?: string;
  /** Why it ended, or is being stopped: the first cause counts. */
  cause?: EndCause;
}
