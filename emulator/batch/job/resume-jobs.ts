import type { BatchContext } from "../batch-context.ts";
import { isTerminal, type Job } from "./job.ts";

/** The jobs that had not ended when the process did go on from where each stood. */
export function resumeJobs({ jobs, admission, scheduler }: BatchContext): void {
  const open = [...jobs.newestFirst()].filter((job) => !isTerminal(job)).toReversed();
  for (const job of open) {
    // The end of one may have ended others.
    if (isTerminal(job) || hasChildren(job)) continue;
    if (job.status === "SUBMITTED" || job.status === "PENDING") admission.resume(job);
    else scheduler.resume(job);
  }
}

const hasChildren = ({ array }: Job): boolean => array?.kind === "parent" && array.children.length > 0;
