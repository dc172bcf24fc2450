import type { Job } from "./job.ts";

/** `isCancelled` and `isTerminated`, as DescribeJobs and ListJobs show them. A time limit cancels. */
export function stopFlags({ stops }: Job): { isCancelled: boolean; isTerminated: boolean } {
  return {
    isCancelled: stops.some(({ kind }) => kind === "cancelled" || kind === "time-limit"),
    isTerminated: stops.some(({ kind }) => kind === "terminated"),
  };
}
