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
    // The ECS agent's own; SDKs report it in their user agent.
    { name: "AWS_EXECUTION_ENV", value: executionEnvironments[job.capability] },
  ];
}

/** ECS guide, "Environment variables"; the last follows the others. */
const executionEnvironments: Readonly<Record<Capability, string>> = {
  EC2: "AWS_ECS_EC2",
  FARGATE: "AWS_ECS_FARGATE",
  MANAGED_INSTANCES: "AWS_ECS_MANAGED_INSTANCES",
};
