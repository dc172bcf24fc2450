import { EventEmitter } from "node:events";
import type { JobDetail } from "@aws-sdk/client-batch";

/** An event as AWS Batch sends it to EventBridge (user guide, "AWS Batch events"). */
export interface BatchEvent {
  readonly source: "aws.batch";
  readonly "detail-type": "Batch Job State Change" | "Batch Job Queue Blocked";
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: JobDetail;
}

/**
 * `jobStateChange`: after every change of state (none for the submission itself, as on AWS); `jobQueueBlocked`: the job
 * at the head of a queue got a reason why it cannot be placed.
 */
export type BatchEvents = EventEmitter<{ jobStateChange: [BatchEvent]; jobQueueBlocked: [BatchEvent] }>;

export function createBatchEvents(): BatchEvents {
  return new EventEmitter();
}
