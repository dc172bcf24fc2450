import type { OperationInput } from "../../model/operation-types.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobErrors } from "../job/errors.ts";
import { commonFilters, filterBy, type Filters, type Listed } from "../job/job-filter.ts";
import { findQueue } from "../job-queue/find-queue.ts";
import { resourceErrors } from "../resource/errors.ts";
import { page, pageOf100 } from "../resource/page.ts";
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
      pageOf100,
      (job) => serviceJobs.sequence(job),
      "falling",
    );
    return {
      jobSummaryList: items.map(serviceJobSummary),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

/** API reference, ListServiceJobs, `filters`. */
const serviceJobFilters: Filters<Listed & Pick<ServiceJob, "quotaShareName">> = {
  ...commonFilters,
  QUOTA_SHARE_NAME: (value) => (job) => job.quotaShareName === value,
};

function selection({
  jobStatus,
  filters = [],
}: OperationInput<"ListServiceJobs">): (job: ServiceJob) => boolean {
  const [filter, ...more] = filters;
  if (more.length > 0) throw jobErrors.oneFilter();
  if (!filter) return ({ status }) => status === (jobStatus ?? "RUNNING");
  const matches = filterBy(serviceJobFilters, filter);
  // Of these filters only those by share go together with a status.
  const isByShare = filter.name === "SHARE_IDENTIFIER" || filter.name === "QUOTA_SHARE_NAME";
  const status = isByShare ? jobStatus : undefined;
  return (job) => (status === undefined || job.status === status) && matches({ ...job, name: job.jobName });
}
