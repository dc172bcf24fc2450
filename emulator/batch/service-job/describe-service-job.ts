import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { serviceJobErrors } from "./errors.ts";
import { serviceJobDetail } from "./service-job-detail.ts";

export function describeServiceJob({ serviceJobs, tags }: BatchContext): BatchHandler<"DescribeServiceJob"> {
  return ({ jobId }) => {
    const job = serviceJobs.find(jobId);
    if (!job) throw serviceJobErrors.notFound(jobId);
    return {
      ...serviceJobDetail(job),
      serviceRequestPayload: job.payload,
      tags: { ...tags.of(job.arn) },
    };
  };
}
