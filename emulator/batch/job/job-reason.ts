import { localReasons, reasons, timeLimitReason } from "../../aws/reasons.ts";

/**
 * Why a job or an attempt is ended from outside. What is ended so has failed, whatever its exit code, and is not tried
 * again, but for the loss of its host (user guide, "Job retries").
 */
export type StopCause =
  /** CancelJob and TerminateJob, with the caller's words; the deletion of a queue terminates too. */
  | { readonly kind: "cancelled" | "terminated"; readonly reason: string }
  /** Blocked at the head of its queue for too long; `code` of what blocked it. */
  | { readonly kind: "time-limit"; readonly code: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "shutdown" }
  /** A node of a multi-node job whose main node has ended. */
  | { readonly kind: "main-node-ended" }
  | { readonly kind: "host-lost"; readonly instance: string };

/** Why a job or an attempt ended. */
export type EndCause =
  | StopCause
  /** By itself, or it never started: the executor has AWS's words for it. */
  | { readonly kind: "task-ended"; readonly statusReason: string }
  | { readonly kind: "dependency-failed" }
  | { readonly kind: "child-failed" }
  | { readonly kind: "overrides-too-long" }
  | { readonly kind: "too-many-tags" };

/** What a job's `statusReason` says: how it or its last attempt ended, or why it waits. */
export type JobReason = EndCause | { readonly kind: "waiting"; readonly statusReason: string };

export function statusReason(of: JobReason): string {
  switch (of.kind) {
    case "cancelled":
    case "terminated":
      return of.reason;
    case "time-limit":
      return timeLimitReason(of.code);
    case "timed-out":
      return reasons.attemptTimedOut;
    case "shutdown":
      return localReasons.shutdown;
    case "main-node-ended":
      return reasons.mainNodeEnded;
    case "host-lost":
      return reasons.hostTerminated(of.instance);
    case "dependency-failed":
      return reasons.dependentJobFailed;
    case "child-failed":
      return reasons.arrayChildFailed;
    case "overrides-too-long":
      return reasons.overridesTooLong;
    case "too-many-tags":
      return reasons.tooManyTags;
    case "task-ended":
    case "waiting":
      return of.statusReason;
  }
}
