import type { KeyValuePair } from "@aws-sdk/client-batch";
import type { Job } from "./job.ts";
import type { Capability } from "./platform.ts";

/** Names that begin so are Batch's own: neither definitions nor overrides may set them. */
export const protectedPrefix = "AWS_BATCH";

/** The variables that Batch and the ECS agent give every container (user guide, "Job environment variables"). */
export function batchVariables(job: Job, attempt: number, computeEnvironment: string): KeyValuePair[] {
  return [
    { name: "AWS_BATCH_JOB_ID", value: job.id },
    { name: "AWS_BATCH_JOB_ATTEMPT", value: String(attempt) },
    { name: "AWS_BATCH_CE_NAME", value: computeEnvironment },
    { name: "AWS_BATCH_JQ_NAME", value: job.queue.name },
    ...(job.array?.kind !== "child"
      ? []
      : [
          { name: "AWS_BATCH_JOB_ARRAY_INDEX", value: String(job.array.index) },
          { name: "AWS_BATCH_JOB_ARRAY_SIZE", value: String(job.array.size) },
        ]),
    ...nodeVariables(job),
    // The ECS agent's own; SDKs report it in their user agent.
    { name: "AWS_EXECUTION_ENV", value: executionEnvironments[job.capability] },
  ];
}

function nodeVariables({ nodes }: Job): KeyValuePair[] {
  if (nodes?.kind !== "node") return [];
  const address =
    nodes.mainAddress === undefined || nodes.index === nodes.mainNode
      ? []
      : [{ name: "AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS", value: nodes.mainAddress }];
  return [
    { name: "AWS_BATCH_JOB_MAIN_NODE_INDEX", value: String(nodes.mainNode) },
    { name: "AWS_BATCH_JOB_NODE_INDEX", value: String(nodes.index) },
    { name: "AWS_BATCH_JOB_NUM_NODES", value: String(nodes.numNodes) },
    ...address,
  ];
}

/** ECS guide, "Environment variables"; the last follows the others. */
const executionEnvironments: Readonly<Record<Capability, string>> = {
  EC2: "AWS_ECS_EC2",
  FARGATE: "AWS_ECS_FARGATE",
  MANAGED_INSTANCES: "AWS_ECS_MANAGED_INSTANCES",
};
