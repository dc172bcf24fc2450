import type { ComputeEnvironmentDetail, JobQueueDetail } from "@aws-sdk/client-batch";
import type { OperationInput } from "../model/operation-types.ts";
import type { Validated } from "../model/validated.ts";

/** As DescribeComputeEnvironments would show it; what the stack leaves open is absent. */
export type StackComputeEnvironment = Validated<ComputeEnvironmentDetail>;

/** As DescribeJobQueues would show it. */
export type StackJobQueue = Validated<JobQueueDetail>;

/** What the emulator takes from the synthesised Terraform: the same resources that `cdktf deploy` creates. */
export interface StackModel {
  readonly region: string;
  readonly accountId: string;
  readonly computeEnvironments: readonly StackComputeEnvironment[];
  readonly jobQueues: readonly StackJobQueue[];
  readonly jobDefinitions: readonly OperationInput<"RegisterJobDefinition">[];
  readonly buckets: readonly string[];
  /** They exist before the first job. */
  readonly logGroups: readonly string[];
}
