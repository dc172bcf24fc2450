import type { QueueSnapshotCapacityUsage } from "@aws-sdk/client-batch";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { findQueue } from "./find-queue.ts";
import { serviceQueueSnapshot } from "./service-queue-snapshot.ts";

/** The first 100 RUNNABLE jobs in the order in which they will be placed, and who uses how much of the queue. */
export function getJobQueueSnapshot(context: BatchContext): BatchHandler<"GetJobQueueSnapshot"> {
  return ({ jobQueue }) => {
    const queue = findQueue(context.queues, jobQueue);
    if (queue.serviceOrder) return serviceQueueSnapshot(context, queue);
    const { front, updatedAt, vcpus, shares } = context.scheduler.snapshot(queue);
    return {
      frontOfQueue: {
        jobs: front.map(({ job, since }) => ({ jobArn: job.arn, earliestTimeAtPosition: since })),
        lastUpdatedAt: updatedAt,
      },
      queueUtilization: {
        totalCapacityUsage: inVcpus(vcpus),
        ...(shares && {
          fairshareUtilization: {
            activeShareCount: shares.size,
            topCapacityUtilization: [...shares]
              .toSorted(([, a], [, b]) => b - a)
              .slice(0, 20)
              .map(([shareIdentifier, used]) => ({ shareIdentifier, capacityUsage: inVcpus(used) })),
          },
        }),
        lastUpdatedAt: updatedAt,
      },
    };
  };
}

const inVcpus = (quantity: number): QueueSnapshotCapacityUsage[] => [{ capacityUnit: "VCPU", quantity }];
