import type { KeyValuesPair, ListJobsRequest } from "@aws-sdk/client-batch";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import { filterBy, jobFilters } from "./job-filter.ts";
import { isPart, type Job } from "./job.ts";
import { jobSummary } from "./job-summary.ts";
import { page } from "../resource/page.ts";
import { findQueue } from "../job-queue/find-queue.ts";

/** Newest first; RUNNING jobs only, unless a status or a filter is given (API reference, ListJobs). */
export function listJobs(context: BatchContext): BatchHandler<"ListJobs"> {
  return (request) => {
    const { jobQueue, arrayJobId, multiNodeJobId, filters } = request;
    const given = [jobQueue, arrayJobId, multiNodeJobId].filter((value) => value !== undefined);
    if (given.length !== 1) {
      throw resourceErrors.invalid(
        "Exactly one of jobQueue, arrayJobId and multiNodeJobId must be specified",
      );
    }
    const found = filtered(candidates(context, request), selection(request, filters ?? []));
    // "Batch returns up to 1000 values" (with filters, 100), whatever more is asked for: only the least is named.
    const limit = { most: filters?.length ? 100 : 1000, beyond: "cut" } as const;
    const { items, nextToken } = page(found, request, limit, (job) => job.sequence, "falling");
    const isFiltered = Boolean(filters?.length);
    return {
      jobSummaryList: items.map((job) => jobSummary(job, { isFiltered })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

/** Children of an array and nodes are listed with the job that they are part of, never with the queue. */
function candidates(
  context: BatchContext,
  { jobQueue, arrayJobId, multiNodeJobId }: ListJobsRequest,
): Iterable<Job> {
  if (jobQueue !== undefined) {
    const { arn } = findQueue(context.queues, jobQueue);
    return filtered(context.jobs.newestFirst(), (job) => !isPart(job) && job.queue.arn === arn);
  }
  if (multiNodeJobId !== undefined) {
    const nodes = context.jobs.get(multiNodeJobId)?.nodes;
    return nodes?.kind === "group" ? nodes.children.toReversed() : [];
  }
  const array = arrayJobId === undefined ? undefined : context.jobs.get(arrayJobId)?.array;
  return array?.kind === "parent" ? array.children.toReversed() : [];
}

function selection({ jobStatus }: ListJobsRequest, filters: readonly KeyValuesPair[]): (job: Job) => boolean {
  const [filter, ...more] = filters;
  if (more.length > 0) throw jobErrors.oneFilter();
  if (!filter) return (job) => job.status === (jobStatus ?? "RUNNING");
  const matches = filterBy(jobFilters, filter);
  // Of all filters only this one goes together with a status.
  const status = filter.name === "SHARE_IDENTIFIER" ? jobStatus : undefined;
  return (job) => (status === undefined || job.status === status) && matches(job);
}

function* filtered(jobs: Iterable<Job>, wanted: (job: Job) => boolean): Generator<Job> {
  for (const job of jobs) if (wanted(job)) yield job;
}
