import type { OperationInput } from "../../../../emulator/model/operation-types.ts";
import { localBatch, type LocalBatchOptions } from "./local-batch.ts";

type EnvironmentResources = NonNullable<OperationInput<"CreateComputeEnvironment">["computeResources"]>;

/** What CreateComputeEnvironment takes for an environment that works. */
export const computeResources = (more: Partial<EnvironmentResources> = {}): EnvironmentResources => ({
  type: "EC2",
  maxvCpus: 64,
  instanceTypes: ["c7g.4xlarge"],
  allocationStrategy: "BEST_FIT_PROGRESSIVE",
  subnets: ["subnet-1"],
  securityGroupIds: ["sg-1"],
  instanceRole: "ecsInstanceRole",
  ...more,
});

/** A Batch without environments and queues, and the calls that make, change and delete them. */
export function emptyBatch(options: LocalBatchOptions = {}) {
  const made = localBatch({
    ...options,
    stack: { computeEnvironments: [], jobQueues: [], ...options.stack },
  });
  const { call } = made;
  const resources = {
    createEnvironment: (
      computeEnvironmentName: string,
      more: Partial<EnvironmentResources> = {},
      rest: Partial<OperationInput<"CreateComputeEnvironment">> = {},
    ) =>
      call("CreateComputeEnvironment", {
        computeEnvironmentName,
        type: "MANAGED",
        computeResources: computeResources(more),
        ...rest,
      }),
    createQueue: (
      jobQueueName: string,
      environments: readonly string[],
      more: Partial<OperationInput<"CreateJobQueue">> = {},
    ) =>
      call("CreateJobQueue", {
        jobQueueName,
        priority: 1,
        computeEnvironmentOrder: environments.map((computeEnvironment, index) => ({
          order: index + 1,
          computeEnvironment,
        })),
        ...more,
      }),
    environment: (name: string) =>
      call("DescribeComputeEnvironments", { computeEnvironments: [name] }).computeEnvironments?.[0],
    queue: (name: string) => call("DescribeJobQueues", { jobQueues: [name] }).jobQueues?.[0],
    /** Long enough for what was asked to be done. */
    settle: () => made.clock.advance(250),
  };
  return { ...made, ...resources };
}

/** The same with environment "ce" and queue "queue". */
export async function filledBatch(options: LocalBatchOptions = {}, more: Partial<EnvironmentResources> = {}) {
  const batch = emptyBatch(options);
  batch.createEnvironment("ce", more);
  await batch.settle();
  batch.createQueue("queue", ["ce"]);
  await batch.settle();
  return batch;
}
