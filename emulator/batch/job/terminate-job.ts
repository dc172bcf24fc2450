import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobToStop } from "./job-to-stop.ts";
import { stopJob } from "./stop-job.ts";

/** Ends a job in any state: a container gets SIGTERM and, 30 s later, SIGKILL. It is not retried. */
export function terminateJob(context: BatchContext): BatchHandler<"TerminateJob"> {
  return (request) => {
    const job = jobToStop(context.jobs, request);
    if (job) stopJob(context, job, { kind: "terminated", reason: request.reason });
    return {};
  };
}
