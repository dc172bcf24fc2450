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

/**
 * The container of one attempt. Its log stream is named from RUNNING on, and in the end also where the container did not
 * start and so has none (nextstrain/cli#405).
 */
export function attemptContainer(attempt: Attempt): AttemptContainerDetail {
  return {
    containerInstanceArn: attempt.containerInstanceArn,
    taskArn: attempt.taskArn,
    exitCode: attempt.exitCode,
    reason: attempt.containerReason,
    logStreamName: isStarting(attempt) ? undefined : attempt.log?.stream,
    networkInterfaces: [],
  };
}

const isStarting = ({ startedAt, stoppedAt }: Attempt): boolean =>
  startedAt === undefined && stoppedAt === undefined;
