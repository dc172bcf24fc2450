import type { JobQueueDetail } from "@aws-sdk/client-batch";
import type { OperationInput } from "../../model/operation-types.ts";
import { clientErrors } from "../client-errors.ts";
import type { Fleet } from "../scheduler/placement/fleet.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkRetryStrategy } from "./check-retry-strategy.ts";
import { checkTimeout } from "./check-timeout.ts";

/** What is wrong with a submission by itself. */
export function checkSubmission(request: OperationInput<"SubmitJob">): void {
  // Quota: 30 KiB for SubmitJob's payload.
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > 30 * 1024) throw clientErrors.jobTooLarge(Math.ceil(bytes / 1024));
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(request.jobName)) throw clientErrors.jobName();
  refuseUnsupported(request);
  checkEnvironment(request.containerOverrides?.environment);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
}

/** What is wrong with submitting it to this queue. */
export function checkQueue(
  request: OperationInput<"SubmitJob">,
  queue: JobQueueDetail,
  fleets: readonly Fleet[],
): void {
  const name = queue.jobQueueName ?? "";
  if (queue.state === "DISABLED" || (queue.status ?? "VALID") !== "VALID")
    throw clientErrors.queueDisabled(name);
  const fairShare = queue.schedulingPolicyArn !== undefined;
  const { shareIdentifier, schedulingPriorityOverride } = request;
  if (fairShare && shareIdentifier === undefined) throw clientErrors.shareIdentifierMissing();
  if (!fairShare && (shareIdentifier !== undefined || schedulingPriorityOverride !== undefined)) {
    throw clientErrors.shareIdentifierNotAllowed();
  }
  if (fleets.every(({ types }) => types.length === 0)) throw clientErrors.queueWithoutEc2();
}

function refuseUnsupported(request: OperationInput<"SubmitJob">): void {
  if (request.nodeOverrides) throw clientErrors.notYetLocal("multi-node jobs", "Leave nodeOverrides out.");
  if (request.eksPropertiesOverride) {
    throw clientErrors.notYetLocal("EKS jobs", "Use containerOverrides.");
  }
  if (request.ecsPropertiesOverride) {
    throw clientErrors.notYetLocal("ecsPropertiesOverride", "Use containerOverrides.");
  }
  if (request.consumableResourcePropertiesOverride?.consumableResourceList?.length) {
    throw clientErrors.notYetLocal("consumable resources", "Leave them out.");
  }
}
