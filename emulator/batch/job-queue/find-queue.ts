import type { ResourceStore } from "../resource/resource-store.ts";
import { queueErrors } from "./errors.ts";
import type { JobQueue } from "./job-queue.ts";

/** A queue by name or ARN. */
export function findQueue(queues: ResourceStore<JobQueue>, reference: string): JobQueue {
  const found = queues.find(reference);
  if (!found) throw queueErrors.notFound(reference);
  return found;
}
