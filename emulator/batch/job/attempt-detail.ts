import type {
  AttemptContainerDetail,
  AttemptDetail,
  AttemptEcsTaskDetails,
  AttemptTaskContainerDetails,
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
  return container;
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
  { stoppedAt }: Pick<Attempt, "stoppedAt">,
): Omit<AttemptTaskContainerDetails, "name"> {
  const isStarting = startedAt === undefined && stoppedAt === undefined;
  return { exitCode, reason, logStreamName: isStarting ? undefined : log?.stream, networkInterfaces: [] };
}
