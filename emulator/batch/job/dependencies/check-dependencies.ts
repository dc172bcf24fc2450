import type { JobDependency } from "@aws-sdk/client-batch";
import { checkRange } from "../../resource/check-range.ts";
import { resourceErrors } from "../../resource/errors.ts";
import type { JobStore } from "../job-store.ts";

/** API reference, SubmitJob (`arrayProperties`, `dependsOn`) and JobDependency. */
export function checkDependencies(
  dependsOn: readonly JobDependency[],
  size: number | undefined,
  jobs: Pick<JobStore, "get">,
): void {
  checkRange("Array size", size, 2, 10_000);
  if (dependsOn.length > 20) {
    throw resourceErrors.invalid(`A job can depend on at most 20 jobs, given ${dependsOn.length}`);
  }
  for (const { jobId, type } of dependsOn) {
    if (type === "SEQUENTIAL" && jobId === undefined) {
      if (size === undefined) throw resourceErrors.invalid("A SEQUENTIAL dependency is for array jobs only");
      continue;
    }
    if (jobId === undefined) throw resourceErrors.invalid("A dependency needs a jobId, or type SEQUENTIAL");
    const found = jobs.get(jobId);
    if (!found) throw resourceErrors.invalid(`Job ${jobId}, on which the job depends, does not exist`);
    if (type !== "N_TO_N") continue;
    const other = found.array?.kind === "parent" ? found.array.size : undefined;
    if (size === undefined || other !== size) {
      throw resourceErrors.invalid(
        `An N_TO_N dependency needs two array jobs of one size, given ${size ?? "no array"} and ${other ?? "no array"}`,
      );
    }
  }
}
