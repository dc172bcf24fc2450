import type { BatchContext } from "../batch-context.ts";
import type { JobStore } from "./job-store.ts";
import { isTerminal, type Job } from "./job.ts";

/** The jobs that have not ended, in the order of their submission. */
export const openJobs = (jobs: Pick<JobStore, "newestFirst">): readonly Job[] =>
  [...jobs.newestFirst()].filter((job) => !isTerminal(job)).toReversed();

/** The jobs that had not ended when the process did (`open`) go on from where each stood. */
export function resumeJobs(
  open: readonly Job[],
  { admission, scheduler }: Pick<BatchContext, "admission" | "scheduler">,
): void {
  for (const job of open) {
    // The end of one may have ended others.
    if (isTerminal(job) || hasChildren(job) || job.nodes?.kind === "node") continue;
    if (job.status === "SUBMITTED" || job.status === "PENDING") admission.resume(job);
    else scheduler.resume(job);
  }
}

const hasChildren = ({ array }: Job): boolean => array?.kind === "parent" && array.children.length > 0;
