import type { JobStore } from "../job/job-store.ts";
import { isTerminal, type Job } from "../job/job.ts";
import { dependencyIds, endOf } from "../job/dependencies/dependency-ids.ts";
import { statusReason } from "../job/job-reason.ts";

/**
 * Why a job does not run yet, in words: AWS says nothing of most that wait. `null` for what runs or has ended. What
 * the scheduler says of it comes first.
 */
export function whyItWaits(job: Job, jobs: Pick<JobStore, "get" | "newestFirst">): string | null {
  if (isTerminal(job) || job.status === "RUNNING") return null;
  if (job.array?.kind === "parent" && job.array.children.length > 0) {
    const { children } = job.array;
    return `${children.filter(isTerminal).length} of its ${children.length} children have ended.`;
  }
  if (job.status === "STARTING") return "Its image is fetched and its container made.";
  if (job.status === "RUNNABLE") return waitsInQueue(job, jobs);
  const open = dependencyIds(job).filter((id) => endOf(id, jobs) === undefined);
  if (open.length > 0) return `It waits for ${open.length === 1 ? "job" : "jobs"} ${open.join(", ")}.`;
  return "The scheduler looks at it next.";
}

function waitsInQueue(job: Job, jobs: Pick<JobStore, "newestFirst">): string {
  if (job.reason?.kind === "waiting") return statusReason(job.reason);
  let before = 0;
  for (const other of jobs.newestFirst())
    if (other.queue === job.queue && other.status === "RUNNABLE" && other.sequence < job.sequence)
      before += 1;
  const { vcpus, memoryMiB } = job.requirement;
  return before > 0
    ? `${before} ${before === 1 ? "job" : "jobs"} of its queue came before it.`
    : `It is the first of its queue, and its environments have no room for ${vcpus} vCPUs and ${memoryMiB} MiB: others sit there, or one of a queue with a higher priority is to come first.`;
}
