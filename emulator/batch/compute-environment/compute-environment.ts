import type { CEState, CEStatus, CEType } from "@aws-sdk/client-batch";
import type { ComputeResources } from "./compute-resources.ts";

/** A compute environment as the local Batch keeps it. Queues refer to it; only its store changes it. */
export interface ComputeEnvironment {
  readonly name: string;
  readonly arn: string;
  readonly uuid?: string;
  readonly type: CEType;
  readonly ecsClusterArn: string;
  readonly state: CEState;
  readonly status: CEStatus;
  readonly statusReason?: string;
  readonly serviceRole: string;
  readonly updatePolicy?: UpdatePolicy;
  /** Of an unmanaged environment: what its user says that it has, for the shares of a scheduling policy. */
  readonly unmanagedVcpus?: number;
  /** Absent in an unmanaged environment, which launches nothing. */
  readonly resources?: ComputeResources;
}

/** What becomes of jobs on instances that an update replaces. */
export interface UpdatePolicy {
  readonly terminateJobsOnUpdate: boolean;
  readonly jobExecutionTimeoutMinutes: number;
}

/** The defaults of the API reference, UpdatePolicy. */
export const defaultUpdatePolicy: UpdatePolicy = {
  terminateJobsOnUpdate: false,
  jobExecutionTimeoutMinutes: 30,
};

/** Whether jobs can be placed in it. */
export function isUsable({ state, status }: ComputeEnvironment): boolean {
  return state === "ENABLED" && (status === "VALID" || status === "UPDATING");
}
