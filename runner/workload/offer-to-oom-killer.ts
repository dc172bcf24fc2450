import { writeFileSync } from "node:fs";

/**
 * Makes the workload what the kernel ends first when the container's memory limit is reached. Otherwise it may be the
 * runner, the container's first process: then everything ends, and nothing is stored or explained.
 */
export function offerToOomKiller(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // It has ended already, or this is not Linux.
  }
}
