import { resourceErrors } from "../resource/errors.ts";
import type { JobStore } from "./job-store.ts";
import type { Job } from "./job.ts";

/**
 * The job that CancelJob or TerminateJob means. One that does not exist is no error: AWS answers as if it did
 * (aws/aws-cli#2551).
 */
export function jobToStop(
  jobs: JobStore,
  { jobId, reason }: { readonly jobId: string; readonly reason: string },
): Job | undefined {
  // getmoto/moto#5394.
  if (jobId === "") throw resourceErrors.required("jobId");
  checkReason(reason);
  return jobs.find(jobId);
}

/** API reference, CancelJob, TerminateJob and their siblings: "This parameter has a limit of 1024 characters." */
export function checkReason(reason: string): void {
  if (reason === "") throw resourceErrors.required("reason");
  if (reason.length > 1024) throw resourceErrors.invalid("reason can have at most 1024 characters");
}
