import { statusReason, type EndCause } from "../../job/job-reason.ts";
import type { Job } from "../../job/job.ts";
import { retryDecision } from "./retry-decision.ts";

/** An attempt that is over. */
export interface EndedAttempt {
  readonly number: number;
  readonly cause: EndCause;
  readonly exitCode?: number;
  readonly containerReason?: string;
}

/** The state of a job after an attempt. What was stopped from outside has failed, whatever its exit code. */
export function statusAfter(
  { number, cause, exitCode, containerReason: reason }: EndedAttempt,
  { retryStrategy = { attempts: 1 } }: Pick<Job, "retryStrategy">,
): "SUCCEEDED" | "FAILED" | "RUNNABLE" {
  if (cause.kind === "task-ended" && exitCode === 0) return "SUCCEEDED";
  if (cause.kind !== "task-ended" && cause.kind !== "host-lost") return "FAILED";
  // Of a container whose host has gone nothing is known.
  const container = cause.kind === "host-lost" ? {} : { exitCode, reason };
  const decision = retryDecision(retryStrategy, number, { statusReason: statusReason(cause), ...container });
  return decision === "retry" ? "RUNNABLE" : "FAILED";
}
