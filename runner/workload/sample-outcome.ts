import type { Sample } from "../../contract/result.ts";

/** What one run amounts to, and why when it does not count. This is the only place that says why. */
export type SampleOutcome =
  | { readonly outcome: "completed"; readonly reason: null }
  | { readonly outcome: Exclude<Sample["outcome"], "completed">; readonly reason: string };

export const interrupted: SampleOutcome = {
  outcome: "interrupted",
  reason: "The run was interrupted by a signal to the job.",
};

export const failed = (reason: string): SampleOutcome => ({ outcome: "failed", reason });

/** Of a run that ended by itself: it counts when nothing is wrong with what it reported and left. */
export const completedUnless = (faults: readonly string[]): SampleOutcome =>
  faults.length === 0
    ? { outcome: "completed", reason: null }
    : { outcome: "verification-failed", reason: `Verification failed: ${faults.join("; ")}.` };
