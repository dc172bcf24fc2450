import type { OperationInput } from "../../model/operation-types.ts";
import { environmentCapability } from "../compute-environment/environment-kind.ts";
import { queueErrors } from "../job-queue/errors.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import { checkRange } from "../resource/check-range.ts";
import { checkTags } from "../tag/check-tags.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import { checkOverriddenCommand } from "./check-overridden-command.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkRetryStrategy } from "./check-retry-strategy.ts";
import { checkTimeout } from "./check-timeout.ts";
import type { Capability } from "./platform.ts";

/** What is wrong with a submission by itself. */
export function checkSubmission(request: OperationInput<"SubmitJob">): void {
  // Quota: 30 KiB for SubmitJob's payload.
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > 30 * 1024) throw jobErrors.tooLarge(Math.ceil(bytes / 1024));
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(request.jobName)) throw jobErrors.name();
  checkTags(request.tags);
  checkRange("schedulingPriorityOverride", request.schedulingPriorityOverride, 0, 9999);
  if (!/^[A-Za-z0-9]{0,255}\*?$/.test(request.shareIdentifier ?? "")) throw jobErrors.shareIdentifier();
  checkOverriddenCommand("containerOverrides", request.containerOverrides?.command);
  checkEnvironment(request.containerOverrides?.environment);
  checkRetryStrategy(request.retryStrategy);
  checkTimeout(request.timeout);
}

/** What is wrong with submitting it to this queue. */
export function checkQueue(
  request: OperationInput<"SubmitJob">,
  { name, state, status, schedulingPolicyArn }: JobQueue,
): void {
  if (state === "DISABLED" || status !== "VALID") throw queueErrors.notAccepting(name);
  const fairShare = schedulingPolicyArn !== undefined;
  const { shareIdentifier, schedulingPriorityOverride } = request;
  if (fairShare && shareIdentifier === undefined) throw jobErrors.shareIdentifierMissing();
  if (!fairShare && (shareIdentifier !== undefined || schedulingPriorityOverride !== undefined)) {
    throw jobErrors.shareIdentifierNotAllowed();
  }
}

/** What a queue's environments can run. */
export function checkCapability({ environmentOrder }: JobQueue, capability: Capability): void {
  if (!environmentOrder.some(({ environment }) => environmentCapability(environment) === capability))
    throw queueErrors.withoutCapability(capability);
}

/** "Multi-node parallel jobs aren't supported on Spot Instances or Amazon ECS Managed Instances" (API reference). */
export function checkMultiNode({ environmentOrder }: JobQueue): void {
  if (environmentOrder.some(({ environment: { resources } }) => resources?.type === "EC2")) return;
  throw resourceErrors.invalid("Multi-node parallel jobs need a compute environment of type EC2");
}
