import { EventEmitter } from "node:events";
import type { JobDetail } from "@aws-sdk/client-batch";
import type { OperationOutput } from "../model/operation-types.ts";

/** An event as AWS Batch sends it to EventBridge (user guide, "AWS Batch events"). */
interface Sent<Type extends string, Detail> {
  readonly source: "aws.batch";
  readonly "detail-type": Type;
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Detail;
}

export type BatchEvent = Sent<"Batch Job State Change" | "Batch Job Queue Blocked", JobDetail>;

/**
 * "The tags and serviceRequestPayload fields are not included" (user guide, "Service job state change events", "Service job
 * queue blocked events").
 */
export type ServiceJobEvent = Sent<
  "Batch Service Job State Change" | "Batch Service Job Queue Blocked",
  Omit<OperationOutput<"DescribeServiceJob">, "tags" | "serviceRequestPayload">
>;

/**
 * `jobStateChange`: after every change of state (none for the submission itself, as on AWS); `jobQueueBlocked`: the job
 * at the head of a queue got a reason why it cannot be placed. The same two of service jobs.
 */
export type BatchEvents = EventEmitter<{
  jobStateChange: [BatchEvent];
  jobQueueBlocked: [BatchEvent];
  serviceJobStateChange: [ServiceJobEvent];
  serviceJobQueueBlocked: [ServiceJobEvent];
}>;

export function createBatchEvents(): BatchEvents {
  return new EventEmitter();
}
