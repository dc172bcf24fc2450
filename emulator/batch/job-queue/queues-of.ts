import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { JobQueue } from "./job-queue.ts";

/** The queues that use a compute environment. */
export function queuesOf(environment: ComputeEnvironment, queues: readonly JobQueue[]): JobQueue[] {
  return queues.filter(({ environmentOrder }) =>
    environmentOrder.some((place) => place.environment === environment),
  );
}
