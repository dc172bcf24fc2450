import type { JobSummary } from "@aws-sdk/client-batch";
import { arrayProperties } from "./array-properties.ts";
import type { Job } from "./job.ts";

/** A job as ListJobs shows it. */
export function jobSummary(job: Job): JobSummary {
  return {
    jobArn: job.arn,
    jobId: job.id,
    jobName: job.name,
    createdAt: job.createdAt,
    status: job.status,
    statusReason: job.statusReason,
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    shareIdentifier: job.shareIdentifier,
    jobDefinition: job.definitionArn,
    container: { exitCode: job.run?.exitCode, reason: job.run?.reason },
    isCancelled: job.isCancelled,
    isTerminated: job.isTerminated,
    ...(job.array === undefined ? {} : { arrayProperties: arrayProperties(job.array) }),
  };
}
