import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkReason } from "../job/job-to-stop.ts";
import { inBulk } from "../resource/in-bulk.ts";
import { resourceErrors } from "../resource/errors.ts";

/** Ends a service job in any state; of one that does not exist nothing is said, as of jobs in containers. */
export function terminateServiceJob(context: BatchContext): BatchHandler<"TerminateServiceJob"> {
  return ({ jobId, reason }) => {
    if (jobId === "") throw resourceErrors.required("jobId");
    checkReason(reason);
    const job = context.serviceJobs.find(jobId);
    if (job) context.serviceScheduler.terminate(job, reason);
    return {};
  };
}

/** The same for up to 50. */
export function terminateServiceJobs(context: BatchContext): BatchHandler<"TerminateServiceJobs"> {
  return ({ jobs: ids, reason }) => {
    checkReason(reason);
    return inBulk(ids, (id) => {
      const job = context.serviceJobs.find(id);
      if (job) context.serviceScheduler.terminate(job, reason);
    });
  };
}
