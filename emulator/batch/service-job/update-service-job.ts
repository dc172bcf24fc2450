import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkRange } from "../resource/check-range.ts";
import { serviceJobErrors } from "./errors.ts";

/** Changes the priority, which counts while the job waits in a queue with a scheduling policy (API reference). */
export function updateServiceJob({
  serviceJobs,
  serviceScheduler,
}: BatchContext): BatchHandler<"UpdateServiceJob"> {
  return ({ jobId, schedulingPriority }) => {
    const job = serviceJobs.find(jobId);
    if (!job) throw serviceJobErrors.notFound(jobId);
    checkRange("schedulingPriority", schedulingPriority, 0, 9999);
    serviceJobs.update(job, { schedulingPriority });
    serviceScheduler.resourcesChanged();
    return { jobArn: job.arn, jobName: job.jobName, jobId: job.name };
  };
}
