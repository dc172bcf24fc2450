import type { Job } from "./job.ts";

/**
 * `isCancelled` and `isTerminated`, as DescribeJobs and ListJobs show them: "only present when the value is true" (API
 * reference, JobSummary). A time limit cancels.
 */
export function stopFlags({ stops }: Job): { isCancelled?: true; isTerminated?: true } {
  const isCancelled = stops.some(({ kind }) => kind === "cancelled" || kind === "time-limit");
  const isTerminated = stops.some(({ kind }) => kind === "terminated");
  return { ...(isCancelled && { isCancelled }), ...(isTerminated && { isTerminated }) };
}
