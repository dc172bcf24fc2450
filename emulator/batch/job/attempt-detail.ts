import type {
  AttemptContainerDetail,
  AttemptDetail,
  AttemptEcsTaskDetails,
  AttemptTaskContainerDetails,
  NetworkInterface,
} from "@aws-sdk/client-batch";
import type { Attempt, AttemptContainer } from "./attempt.ts";
import { statusReason } from "./job-reason.ts";
import type { Job } from "./job.ts";

/** An attempt that is over, as DescribeJobs shows it. */
export function attemptDetail(attempt: Attempt, { task, nodes }: Pick<Job, "task" | "nodes">): AttemptDetail {
  return {
    ...(task
      ? { taskProperties: [attemptTask(attempt)] }
      : { container: nodes?.kind === "group" ? mainNodeContainer(attempt) : attemptContainer(attempt) }),
    startedAt: attempt.startedAt,
    stoppedAt: attempt.stoppedAt,
    statusReason: attempt.cause && statusReason(attempt.cause),
  };
}

/** The only container of one attempt. */
export function attemptContainer(attempt: Attempt): AttemptContainerDetail {
  const [container] = attempt.containers;
  return {
    containerInstanceArn: attempt.containerInstanceArn,
    taskArn: attempt.taskArn,
    ...(container && taskContainer(container, attempt)),
  };
}

/** What a multi-node job tells of its main node: not where it ran (docs/batch-facts.md, "What is shown"). */
function mainNodeContainer(attempt: Attempt): AttemptContainerDetail {
  const { containerInstanceArn: _, taskArn: __, ...container } = attemptContainer(attempt);
  return { ...container, networkInterfaces: [] };
}

function attemptTask(attempt: Attempt): AttemptEcsTaskDetails {
  return {
    containerInstanceArn: attempt.containerInstanceArn,
    taskArn: attempt.taskArn,
    containers: attempt.containers.map((container) => ({
      name: container.name,
      ...taskContainer(container, attempt),
    })),
  };
}

/**
 * What became of a container. Its log stream is named from RUNNING on, and in the end also where the container did not
 * start and so has none (nextstrain/cli#405).
 */
export function taskContainer(
  { exitCode, reason, log, startedAt }: AttemptContainer,
  attempt: Pick<Attempt, "stoppedAt" | "address" | "taskArn">,
): Omit<AttemptTaskContainerDetails, "name"> {
  const isStarting = startedAt === undefined && attempt.stoppedAt === undefined;
  return {
    exitCode,
    reason,
    logStreamName: isStarting ? undefined : log?.stream,
    networkInterfaces: networkInterfaces(attempt),
  };
}

/** Of a node its own (API reference, NetworkInterface). The id of the attachment, of which there is none, is the task's. */
function networkInterfaces({ address, taskArn }: Pick<Attempt, "address" | "taskArn">): NetworkInterface[] {
  if (address === undefined) return [];
  const attachmentId = taskArn.slice(-32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return [{ attachmentId, privateIpv4Address: address }];
}
