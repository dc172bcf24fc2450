import type { JobStore } from "../job/job-store.ts";
import { isTerminal, type Job } from "../job/job.ts";
import { dependencyIds, endOf } from "../job/dependencies/dependency-ids.ts";
import { statusReason } from "../job/job-reason.ts";

/** How many RUNNABLE jobs of its queue came before each of these jobs that is RUNNABLE. */
export function placesInQueues(newestFirst: Iterable<Job>): ReadonlyMap<Job, number> {
  const lines = Map.groupBy(
    Array.from(newestFirst).filter(({ status }) => status === "RUNNABLE"),
    ({ queue }) => queue,
  );
  return new Map(
    [...lines.values()].flatMap((line) => line.map((job, index) => [job, line.length - 1 - index] as const)),
  );
}

/**
 * Why a job does not run yet, in words: AWS says nothing of most that wait. `null` for what runs or has ended. What
 * the scheduler says of it comes first.
 */
export function whyItWaits(
  job: Job,
  jobs: Pick<JobStore, "get">,
  places: ReadonlyMap<Job, number>,
): string | null {
  if (isTerminal(job) || job.status === "RUNNING") return null;
  if (job.array?.kind === "parent" && job.array.children.length > 0) {
    const { children } = job.array;
    return `${children.filter(isTerminal).length} of its ${children.length} children have ended.`;
  }
  if (job.status === "STARTING") return "Its image is fetched and its container made.";
  if (job.status === "RUNNABLE") return waitsInQueue(job, places.get(job) ?? 0);
  const open = dependencyIds(job).filter((id) => endOf(id, jobs) === undefined);
  if (open.length > 0) return `It waits for ${open.length === 1 ? "job" : "jobs"} ${open.join(", ")}.`;
  return "The scheduler looks at it next.";
}

function waitsInQueue(job: Job, before: number): string {
  if (job.reason?.kind === "waiting") return statusReason(job.reason);
  const { vcpus, memoryMiB } = job.requirement;
  return before > 0
    ? `${before} ${before === 1 ? "job" : "jobs"} of its queue came before it.`
    : `It is the first of its queue, and its environments have no room for ${vcpus} vCPUs and ${memoryMiB} MiB: others sit there, or one of a queue with a higher priority is to come first.`;
}
