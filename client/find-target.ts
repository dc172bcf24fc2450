import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  type BatchClient,
  type ComputeEnvironmentDetail,
  type JobQueueDetail,
} from "@aws-sdk/client-batch";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { chooseFleet, targetIn, type JobTarget, type KnownFleet } from "../contract/choose-fleet.ts";
import { instanceTypesOf } from "../contract/instance-types.ts";
import { definitionNames } from "../contract/names.ts";
import { itemsOf, pages } from "./pages.ts";

/**
 * Chooses among the fleets that a Batch has: each compute environment with the queue that fills it. A job that none of
 * them can hold has a target too: what becomes of it is for Batch to say.
 */
export async function targetFinder(batch: BatchClient): Promise<(config: BenchmarkConfig) => JobTarget> {
  const [computeEnvironments, jobQueues] = await Promise.all([environmentsOf(batch), queuesOf(batch)]);
  const fleets = computeEnvironments.flatMap((environment) => {
    const queue = jobQueues.find(({ computeEnvironmentOrder = [] }) =>
      computeEnvironmentOrder.some(
        ({ computeEnvironment }) => computeEnvironment === environment.computeEnvironmentArn,
      ),
    )?.jobQueueName;
    return queue === undefined ? [] : [knownFleet(environment, queue)];
  });
  return (config) => targetIn(chooseFleet(fleets, config), config);
}

async function environmentsOf(batch: BatchClient): Promise<ComputeEnvironmentDetail[]> {
  const listed = pages((nextToken) => batch.send(new DescribeComputeEnvironmentsCommand({ nextToken })));
  return itemsOf(listed, ({ computeEnvironments = [] }) => computeEnvironments);
}

async function queuesOf(batch: BatchClient): Promise<JobQueueDetail[]> {
  const listed = pages((nextToken) => batch.send(new DescribeJobQueuesCommand({ nextToken })));
  return itemsOf(listed, ({ jobQueues = [] }) => jobQueues);
}

function knownFleet(
  { computeEnvironmentName: name = "", computeResources }: ComputeEnvironmentDetail,
  queue: string,
): KnownFleet {
  const types = (computeResources?.instanceTypes ?? []).flatMap(instanceTypesOf);
  return {
    name,
    instances: new Map(types.map((type) => [type.name, type])),
    isSpot: computeResources?.type === "SPOT",
    queue,
    ...definitionNames(name),
  };
}
