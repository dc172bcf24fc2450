import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobErrors } from "./errors.ts";
import { jobDetail } from "./job-detail.ts";
import { resourceName } from "../arns.ts";

/** Up to 100 jobs by id or ARN; ids that do not exist are left out. */
export function describeJobs({ jobs, tags }: BatchContext): BatchHandler<"DescribeJobs"> {
  return ({ jobs: ids }) => {
    if (ids.length > 100) throw jobErrors.tooMany();
    const found = [...new Set(ids.map(resourceName))].flatMap((id) => jobs.get(id) ?? []);
    return { jobs: found.map((job) => jobDetail(job, tags.of(job.arn))) };
  };
}
