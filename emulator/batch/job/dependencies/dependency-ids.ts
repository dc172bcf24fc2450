import type { JobStore } from "../job-store.ts";
import { isTerminal, type Job } from "../job.ts";

/**
 * Ids of the jobs that this very job waits for. N_TO_N and SEQUENTIAL are for the children of an array: index by index,
 * and each for the one before it. Everything else is for the array as a whole, whose children come only then.
 */
export function dependencyIds(job: Job): string[] {
  const { array, dependsOn } = job;
  if (array?.kind !== "child") {
    return dependsOn.flatMap(({ jobId, type }) => (jobId === undefined || type === "N_TO_N" ? [] : [jobId]));
  }
  return dependsOn.flatMap(({ jobId, type }) => {
    if (type === "N_TO_N") return [`${jobId}:${array.index}`];
    return type === "SEQUENTIAL" && array.index > 0 ? [`${array.parent.id}:${array.index - 1}`] : [];
  });
}

/** How the job ended; `undefined`: it has not. A child that was never made ended with its array. */
export function endOf(id: string, jobs: Pick<JobStore, "get">): "SUCCEEDED" | "FAILED" | undefined {
  const job = jobs.get(id) ?? jobs.get(id.replace(/:.*$/, ""));
  if (!job || !isTerminal(job)) return undefined;
  return job.status === "SUCCEEDED" ? "SUCCEEDED" : "FAILED";
}
