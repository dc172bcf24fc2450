import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { BatchContext } from "../batch-context.ts";
import { clientErrors } from "../client-errors.ts";

/** A queue by name or ARN. */
export function findQueue({ queues }: Pick<BatchContext, "queues">, reference: string): JobQueueDetail {
  const found = queues.find(reference);
  if (!found) throw clientErrors.queueNotFound(reference);
  return found;
}
