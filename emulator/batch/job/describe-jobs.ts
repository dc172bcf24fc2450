import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";
import { jobDetail } from "./job-detail.ts";

/** Up to 100 jobs by id or ARN; ids that do not exist are left out. */
export function describeJobs({ jobs, tags }: BatchContext): BatchHandler<"DescribeJobs"> {
  return ({ jobs: ids }) => {
    checkListLength("jobs", ids);
    const found = new Set(ids.flatMap((id) => jobs.find(id) ?? []));
    return { jobs: Array.from(found, (job) => jobDetail(job, tags.of(job.arn))) };
  };
}
