import type { OperationInput } from "../../model/operation-types.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobErrors } from "../job/errors.ts";
import { commonFilters, filterBy } from "../job/job-filter.ts";
import { findQueue } from "../job-queue/find-queue.ts";
import { resourceErrors } from "../resource/errors.ts";
import { page } from "../resource/page.ts";
import type { ServiceJob } from "./service-job.ts";
import { serviceJobSummary } from "./service-job-detail.ts";

/** Newest first; RUNNING jobs only, unless a status or a filter is given (API reference, ListServiceJobs). */
export function listServiceJobs({ serviceJobs, queues }: BatchContext): BatchHandler<"ListServiceJobs"> {
  return (request) => {
    if (request.jobQueue === undefined) throw resourceErrors.required("jobQueue");
    const { arn } = findQueue(queues, request.jobQueue);
    const isMeant = selection(request);
    const found = serviceJobs.all().filter((job) => job.queue === arn && isMeant(job));
    const { items, nextToken } = page(
      found.toReversed(),
      request,
      100,
      (job) => serviceJobs.sequence(job),
      "falling",
    );
    return {
      jobSummaryList: items.map(serviceJobSummary),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

function selection({
  jobStatus,
  filters = [],
}: OperationInput<"ListServiceJobs">): (job: ServiceJob) => boolean {
  const [filter, ...more] = filters;
  if (more.length > 0) throw jobErrors.oneFilter();
  if (!filter) return ({ status }) => status === (jobStatus ?? "RUNNING");
  const matches = filterBy(commonFilters, filter);
  // Of these filters only this one goes together with a status.
  const status = filter.name === "SHARE_IDENTIFIER" ? jobStatus : undefined;
  return (job) => {
    const { jobName: name, createdAt, shareIdentifier } = job;
    return (status === undefined || job.status === status) && matches({ name, createdAt, shareIdentifier });
  };
}
