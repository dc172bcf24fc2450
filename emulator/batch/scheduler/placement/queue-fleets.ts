import type { JobQueueDetail } from "@aws-sdk/client-batch";
import { GeosBenchError } from "../../../../contract/errors.ts";
import type { Fleet } from "./fleet.ts";

/** The compute environments of a queue, in its order. They are named by name or ARN. */
export function queueFleets(queue: JobQueueDetail, fleets: readonly Fleet[]): Fleet[] {
  return (queue.computeEnvironmentOrder ?? [])
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ computeEnvironment: reference }) => {
      const found = fleets.find(({ name, arn }) => reference === name || reference === arn);
      if (found) return found;
      throw new GeosBenchError(
        `Job queue "${queue.jobQueueName}" names compute environment "${reference}", which the stack does not have. It has: ${fleets.map(({ name }) => name).join(", ") || "none"}.`,
        { code: "unknown-compute-environment" },
      );
    });
}
