import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import type { JobStore } from "./job-store.ts";
import type { Job } from "./job.ts";

/** The job that CancelJob or TerminateJob means. */
export function jobToStop(
  jobs: JobStore,
  { jobId, reason }: { readonly jobId: string; readonly reason: string },
): Job {
  // API reference, CancelJob and TerminateJob: "This parameter has a limit of 1024 characters."
  if (reason.length > 1024) throw resourceErrors.invalid("reason can have at most 1024 characters");
  const job = jobs.find(jobId);
  if (!job) throw jobErrors.notFound(jobId);
  return job;
}
