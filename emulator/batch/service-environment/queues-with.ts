import type { JobQueue } from "../job-queue/job-queue.ts";
import type { ServiceEnvironment } from "./service-environment.ts";

/** The queues that use a service environment. */
export function queuesWith(environment: ServiceEnvironment, queues: readonly JobQueue[]): JobQueue[] {
  return queues.filter(({ serviceOrder = [] }) =>
    serviceOrder.some((place) => place.environment === environment),
  );
}
