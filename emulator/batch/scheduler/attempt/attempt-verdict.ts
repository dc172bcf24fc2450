import type { AttemptOutcome } from "../../../ports/executor.ts";
import type { JobRun } from "../../job/job-run.ts";
import type { Job } from "../../job/job.ts";
import { retryDecision } from "../../job/retry-decision.ts";
import { localReasons, reasons } from "../../../aws/reasons.ts";

export interface AttemptVerdict {
  readonly status: "SUCCEEDED" | "FAILED" | "RUNNABLE";
  readonly statusReason: string;
}

/** An attempt has no exit code when its host goes away under it. */
const lostHost = (instance: string): AttemptOutcome => ({ statusReason: reasons.hostTerminated(instance) });

/** What becomes of a job after an attempt. What was stopped from outside has failed, whatever its exit code. */
export function attemptVerdict(
  job: Pick<Job, "retryStrategy" | "attempts">,
  { attempt, stopCause }: Pick<JobRun, "attempt" | "stopCause">,
  outcome: AttemptOutcome,
): AttemptVerdict {
  if (stopCause?.kind === "host-lost") return verdict(job, attempt, lostHost(stopCause.instance));
  if (stopCause) {
    const texts = { "timed-out": reasons.attemptTimedOut, shutdown: localReasons.shutdown };
    const statusReason = stopCause.kind === "terminated" ? stopCause.reason : texts[stopCause.kind];
    return { status: "FAILED", statusReason };
  }
  return verdict(job, attempt, outcome);
}

function verdict(
  { retryStrategy }: Pick<Job, "retryStrategy">,
  attempt: number,
  outcome: AttemptOutcome,
): AttemptVerdict {
  const { statusReason } = outcome;
  if (outcome.exitCode === 0) return { status: "SUCCEEDED", statusReason };
  const again = retryDecision(retryStrategy, attempt, outcome) === "retry";
  return { status: again ? "RUNNABLE" : "FAILED", statusReason };
}
