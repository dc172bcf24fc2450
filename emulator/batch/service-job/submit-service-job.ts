import { randomUUID } from "node:crypto";
import type { OperationInput } from "../../model/operation-types.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkRetryStrategy } from "../job/check-retry-strategy.ts";
import { jobErrors } from "../job/errors.ts";
import { queueErrors } from "../job-queue/errors.ts";
import { findQueue } from "../job-queue/find-queue.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import { quotaShareErrors } from "../quota-share/errors.ts";
import { findQuotaShare } from "../quota-share/find-quota-share.ts";
import { checkRange } from "../resource/check-range.ts";
import { clientTokens } from "../resource/client-tokens.ts";
import { resourceErrors } from "../resource/errors.ts";
import { policyOfQueue } from "../scheduling-policy/policy-of-queue.ts";
import { checkTags } from "../tag/check-tags.ts";
import { serviceJobErrors } from "./errors.ts";
import type { ServiceJob } from "./service-job.ts";

type Request = OperationInput<"SubmitServiceJob">;

/** The payload is passed on as it is: only Batch's own members are looked at (user guide, "Submit a service job"). */
export function submitServiceJob(context: BatchContext): BatchHandler<"SubmitServiceJob"> {
  const tokens = clientTokens(context.clock);
  return (request) => {
    const { serviceJobs, serviceScheduler, arns, clock, tags } = context;
    checkRequest(request);
    const queue = findQueue(context.queues, request.jobQueue);
    checkQueue(request, queue, context);
    if (tokens.isRepeated(request)) throw serviceJobErrors.repeated(request.clientToken ?? "");
    const id = randomUUID();
    const { retryStrategy, preemptionConfiguration, schedulingPriority, shareIdentifier, quotaShareName } =
      request;
    const timeoutSeconds = request.timeoutConfig?.attemptDurationSeconds;
    const job: ServiceJob = {
      name: id,
      arn: arns.serviceJob(id),
      jobName: request.jobName,
      type: request.serviceJobType,
      queue: queue.arn,
      payload: request.serviceRequestPayload,
      ...(retryStrategy && { retryStrategy }),
      ...(preemptionConfiguration && { preemptionConfiguration }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      ...(schedulingPriority !== undefined && { schedulingPriority }),
      ...(shareIdentifier !== undefined && { shareIdentifier }),
      ...(quotaShareName && { quotaShareName }),
      createdAt: clock.now(),
      status: "SUBMITTED",
      isTerminated: false,
      attempts: [],
    };
    serviceJobs.add(job);
    tags.register(job.arn, request.tags);
    tokens.accepted(request);
    serviceScheduler.submit(job);
    return { jobArn: job.arn, jobName: job.jobName, jobId: id };
  };
}

/** API reference, SubmitServiceJob, ServiceJobRetryStrategy. */
function checkRequest({
  jobName,
  retryStrategy,
  schedulingPriority,
  shareIdentifier,
  timeoutConfig,
  preemptionConfiguration,
  tags,
}: Request): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(jobName)) throw jobErrors.name();
  const rules = retryStrategy?.evaluateOnExit ?? [];
  for (const { action } of rules) if (action === undefined) throw resourceErrors.required("action");
  checkRetryStrategy(
    retryStrategy && {
      attempts: retryStrategy.attempts,
      evaluateOnExit: rules.map((rule) => ({ ...rule, action: rule.action ?? "RETRY" })),
    },
  );
  checkRange("schedulingPriority", schedulingPriority, 0, 9999);
  checkRange("attemptDurationSeconds", timeoutConfig?.attemptDurationSeconds, 1, 2 ** 31 - 1);
  const retries = preemptionConfiguration?.preemptionRetriesBeforeTermination;
  checkRange("preemptionRetriesBeforeTermination", retries, 0, 2 ** 31 - 1);
  if (!/^[A-Za-z0-9]{0,255}\*?$/.test(shareIdentifier ?? "")) throw jobErrors.shareIdentifier();
  checkTags(tags);
}

/** What the queue's scheduling asks for: a share of fair share, a quota share, or neither (API reference). */
function checkQueue(request: Request, queue: JobQueue, { policies, quotaShares, arns }: BatchContext): void {
  const { name, state, status, serviceOrder } = queue;
  if (!serviceOrder) throw serviceJobErrors.notAServiceQueue(name);
  if (state === "DISABLED" || status !== "VALID") throw queueErrors.notAccepting(name);
  const policy = policyOfQueue(policies, queue);
  const { shareIdentifier, quotaShareName } = request;
  if (policy?.fairShare && !shareIdentifier) throw jobErrors.shareIdentifierMissing();
  if (!policy?.fairShare && shareIdentifier) throw jobErrors.shareIdentifierNotAllowed();
  if (!policy?.quotaShare) {
    if (quotaShareName) throw quotaShareErrors.nameNotAllowed();
    return;
  }
  if (!quotaShareName) throw quotaShareErrors.nameMissing();
  const share = findQuotaShare(quotaShares, arns.quotaShare(name, quotaShareName));
  if (share.state === "DISABLED" || share.status !== "VALID") {
    throw quotaShareErrors.notAccepting(quotaShareName);
  }
}
