import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobToStop } from "./job-to-stop.ts";
import { stopJob } from "./stop-job.ts";

/** Ends a job that has not been placed; a job that is STARTING or RUNNING is left alone, without an error. */
export function cancelJob(context: BatchContext): BatchHandler<"CancelJob"> {
  return (request) => {
    const job = jobToStop(context.jobs, request);
    if (job) stopJob(context, job, { kind: "cancelled", reason: request.reason });
    return {};
  };
}
