import { randomUUID } from "node:crypto";
import { z } from "zod";
import { parseValue } from "../contract/parse-json.ts";
import type { Result } from "../contract/result.ts";

/** What AWS Batch tells a container (user guide, "AWS Batch job environment variables"). */
const batchEnvironment = z.object({
  AWS_BATCH_JOB_ID: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9:#_-]*$/, "is not a job id")
    .optional(),
  AWS_BATCH_JOB_ATTEMPT: z.coerce.number().int().positive().optional(),
  AWS_BATCH_JOB_ARRAY_INDEX: z.coerce.number().int().nonnegative().optional(),
  AWS_BATCH_JQ_NAME: z.string().optional(),
  AWS_BATCH_CE_NAME: z.string().optional(),
});

/** Outside AWS Batch the id is `local-<uuid>` and the attempt 1. */
export function jobIdentity(env: NodeJS.ProcessEnv): Result["job"] {
  const given = parseValue(batchEnvironment, env, "batchEnvironment");
  return {
    id: given.AWS_BATCH_JOB_ID ?? `local-${randomUUID()}`,
    attempt: given.AWS_BATCH_JOB_ATTEMPT ?? 1,
    queue: given.AWS_BATCH_JQ_NAME ?? null,
    compute_environment: given.AWS_BATCH_CE_NAME ?? null,
    array_index: given.AWS_BATCH_JOB_ARRAY_INDEX ?? null,
  };
}
