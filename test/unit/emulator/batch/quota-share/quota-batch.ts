import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import { localBatch, type LocalBatchOptions } from "../local-batch.ts";

export const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;
export const shareArn = (name: string, queue = "quotas") => arn(`job-queue/${queue}/quota-share/${name}`);

type Caller = Pick<ReturnType<typeof localBatch>, "call">;
type Share = OperationInput<"CreateQuotaShare">;

export const large = "ml.m5.large";

/** CreateTrainingJob's request: so many instances of a type for so long. */
export const training = (instances: number, seconds = 60, type = large): string =>
  JSON.stringify({
    ResourceConfig: { InstanceType: type, InstanceCount: instances },
    Environment: { GCBENCH_SIMULATED_SECONDS: String(seconds) },
  });

export const limits = (maxCapacity: number, capacityUnit = large) => ({
  capacityLimits: [{ maxCapacity, capacityUnit }],
});

export const newShare = (quotaShareName: string, more: Partial<Share> = {}): Share => ({
  quotaShareName,
  jobQueue: "quotas",
  ...limits(4),
  resourceSharingConfiguration: { strategy: "RESERVE" },
  preemptionConfiguration: { inSharePreemption: "DISABLED" },
  ...more,
});

/** Policy "quota", and environment "typed" with so many instances. */
export function makePolicyAndEnvironment({ call }: Caller, maxCapacity: number, more: object = {}): void {
  call("CreateSchedulingPolicy", {
    name: "quota",
    quotaSharePolicy: { idleResourceAssignmentStrategy: "FIFO" },
  });
  call("CreateServiceEnvironment", {
    serviceEnvironmentName: "typed",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    ...limits(maxCapacity),
    ...more,
  });
}

/** Queue "quotas" with {@link makePolicyAndEnvironment}'s. */
export function makeQuotaQueue(caller: Caller, maxCapacity: number, more: object = {}): void {
  makePolicyAndEnvironment(caller, maxCapacity, more);
  caller.call("CreateJobQueue", {
    jobQueueName: "quotas",
    jobQueueType: "SAGEMAKER_TRAINING",
    priority: 1,
    schedulingPolicyArn: arn("scheduling-policy/quota"),
    serviceEnvironmentOrder: [{ order: 1, serviceEnvironment: "typed" }],
  });
}

export type Train = Partial<OperationInput<"SubmitServiceJob">>;

/** What tests do with the jobs of queue "quotas". */
export const quotaCalls = ({ call }: Caller) => ({
  share: (name: string, more: Partial<Share> = {}) => call("CreateQuotaShare", newShare(name, more)),
  train: (quotaShareName: string, instances: number, more: Train = {}): string =>
    call("SubmitServiceJob", {
      jobName: "fit",
      jobQueue: "quotas",
      serviceJobType: "SAGEMAKER_TRAINING",
      serviceRequestPayload: training(instances),
      quotaShareName,
      ...more,
    }).jobId ?? "",
  show: (jobId: string) => call("DescribeServiceJob", { jobId }),
  statuses: (...ids: readonly string[]) => ids.map((jobId) => call("DescribeServiceJob", { jobId }).status),
});

/** A Batch whose queue "quotas" has so many instances, and what is asked of it done at once. */
export function quotaBatch(maxCapacity: number, options: LocalBatchOptions = {}) {
  const made = localBatch({ transitionMs: 0, ...options });
  makeQuotaQueue(made, maxCapacity);
  return { ...made, ...quotaCalls(made) };
}
