import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  type BatchClient,
} from "@aws-sdk/client-batch";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { jobDefinitionFor } from "../contract/names.ts";

/** Where a benchmark is submitted to. */
export interface JobTarget {
  readonly queue: string;
  readonly jobDefinition: string;
  /** What the definition requests, where it is known: then only what a config wants otherwise is overridden. */
  readonly requests?: { readonly vcpus: number; readonly memoryMiB: number };
}

/** Which queue runs a config: the one whose compute environment has the config's instance type. */
export type TargetFinder = (config: BenchmarkConfig) => JobTarget;

export async function targetFinder(batch: BatchClient): Promise<TargetFinder> {
  const [{ computeEnvironments = [] }, { jobQueues = [] }] = await Promise.all([
    batch.send(new DescribeComputeEnvironmentsCommand({})),
    batch.send(new DescribeJobQueuesCommand({})),
  ]);
  const fleets = computeEnvironments.map((environment) => ({
    name: environment.computeEnvironmentName ?? "",
    instanceTypes: environment.computeResources?.instanceTypes ?? [],
    queue: jobQueues.find(({ computeEnvironmentOrder = [] }) =>
      computeEnvironmentOrder.some(
        ({ computeEnvironment }) => computeEnvironment === environment.computeEnvironmentArn,
      ),
    )?.jobQueueName,
  }));
  return (config) => {
    const { hardware } = config;
    const fleet = fleets.find(({ instanceTypes }) => instanceTypes.includes(hardware.instance_type));
    if (fleet?.queue) return { queue: fleet.queue, jobDefinition: jobDefinitionFor(fleet.name, config) };
    const offered = fleets
      .map(({ name, instanceTypes }) => `${name} (${instanceTypes.join(", ")})`)
      .join(", ");
    throw new GeosBenchError(
      `No compute environment offers ${hardware.instance_type}. There are: ${offered}.`,
      {
        code: "no-fleet",
        hint: "Change hardware.instance_type, or add a fleet for it in infra/config.",
      },
    );
  };
}
