import type { LogDestination } from "./log-destination.ts";

/**
 * Why an attempt was stopped from outside. All are final but the loss of its host: none of the others is retried (user
 * guide, "Job retries").
 */
export type StopCause =
  | { readonly kind: "terminated"; readonly reason: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "shutdown" }
  | { readonly kind: "host-lost"; readonly instance: string };

/** One attempt of a job on an instance. */
export interface JobRun {
  readonly attempt: number;
  readonly computeEnvironment: string;
  readonly containerInstanceArn: string;
  readonly taskArn: string;
  readonly log: LogDestination;
  startedAt?: number;
  exitCode?: number;
  reason?: string;
  stopCause?: StopCause;
  /** SIGTERM, then SIGKILL after the grace. The first cause counts. */
  stop(cause: StopCause, graceMs: number): void;
}
