import type { AttemptContainerDetail, ContainerDetail, JobDetail } from "@aws-sdk/client-batch";
import { arrayProperties } from "./array-properties.ts";
import type { Job } from "./job.ts";
import type { JobRun } from "./job-run.ts";

/** A job as DescribeJobs shows it. Lists that AWS always gives are there when empty, as in its own answers. */
export function jobDetail(job: Job, tags: Readonly<Record<string, string>>): JobDetail {
  return {
    jobArn: job.arn,
    jobName: job.name,
    jobId: job.id,
    jobQueue: job.queue.arn,
    status: job.status,
    shareIdentifier: job.shareIdentifier,
    schedulingPriority: job.schedulingPriority,
    attempts: [...job.attempts],
    statusReason: job.statusReason,
    createdAt: job.createdAt,
    retryStrategy: {
      attempts: job.retryStrategy.attempts,
      evaluateOnExit: job.retryStrategy.evaluateOnExit ?? [],
    },
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    dependsOn: [...job.dependsOn],
    jobDefinition: job.definitionArn,
    parameters: { ...job.parameters },
    container: containerDetail(job),
    timeout: job.timeout,
    tags: { ...tags },
    propagateTags: job.propagateTags,
    platformCapabilities: [...job.platformCapabilities],
    eksAttempts: [],
    isCancelled: job.isCancelled,
    isTerminated: job.isTerminated,
    ...(job.array === undefined ? {} : { arrayProperties: arrayProperties(job.array) }),
  };
}

function containerDetail(job: Job): ContainerDetail {
  const { container, run } = job;
  return {
    ...container,
    command: [...container.command],
    volumes: container.volumes ?? [],
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    ulimits: container.ulimits ?? [],
    resourceRequirements: container.resourceRequirements ?? [],
    secrets: container.secrets ?? [],
    ...(run === undefined ? { networkInterfaces: [] } : attemptContainer(run)),
  };
}

/** The container of one attempt. The log stream exists from RUNNING on. */
export function attemptContainer(run: JobRun): AttemptContainerDetail {
  return {
    containerInstanceArn: run.containerInstanceArn,
    taskArn: run.taskArn,
    exitCode: run.exitCode,
    reason: run.reason,
    logStreamName: run.startedAt === undefined ? undefined : run.log.stream,
    networkInterfaces: [],
  };
}
