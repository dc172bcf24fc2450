import { tagLimit } from "../tag/check-tags.ts";
import type { EndCause } from "./job-reason.ts";
import type { Job } from "./job.ts";
import { exceedsOverrides } from "./overrides-length.ts";

/** Why ECS takes no task for a job that was accepted and has its place: it has failed then, without an attempt. */
export function refusedTask(job: Job, computeEnvironment: string): EndCause | undefined {
  if (exceedsOverrides(job, job.attempts.length + 1, computeEnvironment))
    return { kind: "overrides-too-long" };
  // "If the total number of combined tags from the job and job definition is over 50, the job's moved to the FAILED
  // state" (API reference, SubmitJob, propagateTags).
  return job.propagatedTags > tagLimit ? { kind: "too-many-tags" } : undefined;
}
