import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { RunRow } from "../index/run-columns.ts";

/**
 * Seconds from submission to the end of a job, shared by its timed runs: waiting, stage-in and warm-ups are spread over
 * them, since a job that runs a simulation three times simulates three times as much.
 */
export function submittedToEndPerRun(
  runsOfJob: readonly Pick<RunRow, "submitted_at" | "job_stopped_at">[],
): Observed<number> {
  const [job] = runsOfJob;
  if (!job?.submitted_at || !job.job_stopped_at)
    return unknownBecause("when its job was submitted and ended is not recorded");
  const seconds = (job.job_stopped_at.getTime() - job.submitted_at.getTime()) / 1000;
  return { value: seconds / runsOfJob.length };
}
