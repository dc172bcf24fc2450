import type {
  LatestServiceJobAttempt,
  ServiceJobCapacityUsageDetail,
  ServiceJobPreemptionSummary,
  ServiceJobSummary,
} from "@aws-sdk/client-batch";
import type { OperationOutput } from "../../model/operation-types.ts";
import { readTrainingRequest } from "./training-request.ts";
import { preemptionsOf, triesOf, type ServiceAttempt, type ServiceJob } from "./service-job.ts";

/** What ListServiceJobs shows of a job. */
export function serviceJobSummary(job: ServiceJob): ServiceJobSummary {
  return {
    jobArn: job.arn,
    jobId: job.name,
    jobName: job.jobName,
    serviceJobType: job.type,
    createdAt: job.createdAt,
    scheduledAt: job.scheduledAt,
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    status: job.status,
    statusReason: job.statusReason,
    shareIdentifier: job.shareIdentifier,
    quotaShareName: job.quotaShareName,
    capacityUsage: capacityUsage(job),
    ...latestAttempt(job),
    // "This field is only present when the value is true" (API reference, ServiceJobSummary).
    ...(job.isTerminated && { isTerminated: true }),
  };
}

/** What DescribeServiceJob shows of it; tags and payload are not part of its events. */
export function serviceJobDetail(
  job: ServiceJob,
): Omit<OperationOutput<"DescribeServiceJob">, "tags" | "serviceRequestPayload"> {
  const { retryStrategy, timeoutSeconds } = job;
  return {
    ...serviceJobSummary(job),
    jobId: job.name,
    jobName: job.jobName,
    serviceJobType: job.type,
    status: job.status,
    startedAt: job.startedAt,
    jobQueue: job.queue,
    isTerminated: job.isTerminated,
    schedulingPriority: job.schedulingPriority,
    ...(retryStrategy && { retryStrategy }),
    ...(job.preemptionConfiguration && { preemptionConfiguration: job.preemptionConfiguration }),
    ...(timeoutSeconds !== undefined && { timeoutConfig: { attemptDurationSeconds: timeoutSeconds } }),
    attempts: triesOf(job)
      .filter(({ stoppedAt }) => stoppedAt !== undefined)
      .map(attemptDetail),
    ...preemptionSummary(job),
  };
}

/** How many preempted attempts are shown: "a sliding window" (user guide, "Preemption"), whose length is not known. */
const shownPreemptions = 10;

/** Only "when it has been preempted" (API reference, ServiceJobPreemptionSummary). */
function preemptionSummary(job: ServiceJob): { preemptionSummary?: ServiceJobPreemptionSummary } {
  const preempted = preemptionsOf(job);
  if (preempted.length === 0) return {};
  return {
    preemptionSummary: {
      preemptedAttemptCount: preempted.length,
      recentPreemptedAttempts: preempted.slice(-shownPreemptions).map(attemptDetail),
    },
  };
}

const attemptDetail = (attempt: ServiceAttempt) => ({
  serviceResourceId: resourceId(attempt),
  startedAt: attempt.startedAt,
  stoppedAt: attempt.stoppedAt,
  statusReason: attempt.statusReason,
});

function latestAttempt({ attempts }: ServiceJob): { latestAttempt?: LatestServiceJobAttempt } {
  const last = attempts.at(-1);
  return last ? { latestAttempt: { serviceResourceId: resourceId(last) } } : {};
}

const resourceId = ({ trainingJobArn }: ServiceAttempt) => ({
  name: "TrainingJobArn" as const,
  value: trainingJobArn,
});

/** "For service jobs, this is the instance type" (API reference, ServiceJobCapacityUsageDetail, capacityUnit). */
function capacityUsage({ payload }: ServiceJob): ServiceJobCapacityUsageDetail[] {
  const read = readTrainingRequest(payload);
  if ("refused" in read) return [];
  return [{ capacityUnit: read.instanceType ?? "NUM_INSTANCES", quantity: read.instances }];
}
