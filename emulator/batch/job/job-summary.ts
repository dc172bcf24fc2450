import type { JobSummary } from "@aws-sdk/client-batch";
import { arraySummary } from "./array-properties.ts";
import { statusReason } from "./job-reason.ts";
import type { Job } from "./job.ts";
import { stopFlags } from "./stop-flags.ts";

/**
 * A job as ListJobs shows it (docs/batch-facts.md, "Listing"): its definition only where the request had a filter, its
 * container only once it has begun.
 */
export function jobSummary(job: Job, { isFiltered }: { readonly isFiltered: boolean }): JobSummary {
  const last = job.attempts.at(-1);
  return {
    jobArn: job.arn,
    jobId: job.id,
    jobName: job.name,
    createdAt: job.createdAt,
    status: job.status,
    statusReason: job.reason && statusReason(job.reason),
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    shareIdentifier: job.shareIdentifier,
    ...(isFiltered && { jobDefinition: job.definitionArn }),
    // Of an array each child has its own.
    ...(job.array?.kind !== "parent" && {
      capacityUsage: [{ capacityUnit: "VCPU", quantity: job.requirement.vcpus }],
    }),
    // It has one container's place, which several do not share.
    ...(last && !job.task && { container: { exitCode: last.exitCode, reason: last.containerReason } }),
    ...(job.nodes && {
      nodeProperties:
        job.nodes.kind === "group"
          ? { numNodes: job.nodes.properties.numNodes }
          : {
              nodeIndex: job.nodes.index,
              isMainNode: job.nodes.index === job.nodes.mainNode,
              numNodes: job.nodes.numNodes,
            },
    }),
    ...stopFlags(job),
    ...(job.array === undefined ? {} : { arrayProperties: arraySummary(job.array) }),
  };
}
