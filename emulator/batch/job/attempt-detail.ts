import type { AttemptContainerDetail, AttemptDetail } from "@aws-sdk/client-batch";
import type { Attempt } from "./attempt.ts";
import { statusReason } from "./job-reason.ts";

/** An attempt that is over, as DescribeJobs shows it. */
export function attemptDetail(attempt: Attempt): AttemptDetail {
  return {
    container: attemptContainer(attempt),
    startedAt: attempt.startedAt,
    stoppedAt: attempt.stoppedAt,
    statusReason: attempt.cause && statusReason(attempt.cause),
  };
}

/** The container of one attempt. The log stream exists from RUNNING on. */
export function attemptContainer(attempt: Attempt): AttemptContainerDetail {
  return {
    containerInstanceArn: attempt.containerInstanceArn,
    taskArn: attempt.taskArn,
    exitCode: attempt.exitCode,
    reason: attempt.containerReason,
    logStreamName: attempt.startedAt === undefined ? undefined : attempt.log.stream,
    networkInterfaces: [],
  };
}
