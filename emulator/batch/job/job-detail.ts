import type { ContainerDetail, JobDetail } from "@aws-sdk/client-batch";
import { arrayDetail } from "./array-properties.ts";
import { attemptContainer, attemptDetail } from "./attempt-detail.ts";
import { statusReason } from "./job-reason.ts";
import type { Job } from "./job.ts";
import { stopFlags } from "./stop-flags.ts";
import { taskDetail } from "./task-detail.ts";

/** A job as DescribeJobs shows it. Its container is in the normal form since the definition was registered. */
export function jobDetail(job: Job, tags: Readonly<Record<string, string>>): JobDetail {
  return {
    jobArn: job.arn,
    jobName: job.name,
    jobId: job.id,
    jobQueue: job.queue.arn,
    status: job.status,
    shareIdentifier: job.shareIdentifier,
    schedulingPriority: job.schedulingPriority,
    attempts: job.attempts
      .filter(({ stoppedAt }) => stoppedAt !== undefined)
      .map((one) => attemptDetail(one, job)),
    statusReason: job.reason && statusReason(job.reason),
    createdAt: job.createdAt,
    // Nodes show none (docs/batch-facts.md, "What is shown").
    ...(job.nodes?.kind !== "node" && { retryStrategy: job.retryStrategy }),
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    dependsOn: [...job.dependsOn],
    jobDefinition: job.definitionArn,
    parameters: { ...job.parameters },
    ...nodeMembers(job),
    timeout: job.timeout,
    tags: { ...tags },
    propagateTags: job.propagateTags,
    platformCapabilities: [...job.platformCapabilities],
    eksAttempts: [],
    ...(job.consumables.length > 0 && {
      consumableResourceProperties: { consumableResourceList: [...job.consumables] },
    }),
    ...stopFlags(job),
    ...(job.array === undefined ? {} : { arrayProperties: arrayDetail(job.array) }),
  };
}

/** A multi-node job shows its nodes, and no container; each node its own. */
function nodeMembers(
  job: Job,
): Pick<JobDetail, "container" | "ecsProperties" | "nodeProperties" | "nodeDetails"> {
  const { nodes, task } = job;
  if (nodes?.kind === "group") {
    const { nodeRangeProperties, ...properties } = nodes.properties;
    return { nodeProperties: { ...properties, nodeRangeProperties: [...nodeRangeProperties] } };
  }
  return {
    ...(task ? { ecsProperties: taskDetail(task, job) } : { container: containerDetail(job) }),
    ...(nodes && {
      nodeDetails: { nodeIndex: nodes.index, isMainNode: nodes.index === nodes.mainNode },
    }),
  };
}

function containerDetail({ containers: [only], attempts }: Job): ContainerDetail {
  const last = attempts.at(-1);
  return {
    ...only?.container,
    ...(last === undefined ? { networkInterfaces: [] } : attemptContainer(last)),
  };
}
