import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { BatchContext } from "../batch-context.ts";
import { clientErrors } from "../client-errors.ts";

/** A queue by name or ARN. */
export function findQueue({ stack }: Pick<BatchContext, "stack">, reference: string): JobQueueDetail {
  const found = stack.jobQueues.find(
    ({ jobQueueName, jobQueueArn }) => reference === jobQueueName || reference === jobQueueArn,
  );
  if (!found) throw clientErrors.queueNotFound(reference);
  return found;
}
