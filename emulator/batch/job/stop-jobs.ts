import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { inBulk } from "../resource/in-bulk.ts";
import { checkReason } from "./job-to-stop.ts";
import { stopJob } from "./stop-job.ts";

/** CancelJob for up to 50 jobs. */
export function cancelJobs(context: BatchContext): BatchHandler<"CancelJobs"> {
  return (request) => stopAll(context, request, "cancelled");
}

/** TerminateJob for up to 50 jobs. */
export function terminateJobs(context: BatchContext): BatchHandler<"TerminateJobs"> {
  return (request) => stopAll(context, request, "terminated");
}

function stopAll(
  context: BatchContext,
  { jobs: ids, reason }: { readonly jobs: readonly string[]; readonly reason: string },
  kind: "cancelled" | "terminated",
): ReturnType<typeof inBulk> {
  checkReason(reason);
  return inBulk(ids, (id) => {
    const job = context.jobs.get(id);
    if (job) stopJob(context, job, { kind, reason });
  });
}
