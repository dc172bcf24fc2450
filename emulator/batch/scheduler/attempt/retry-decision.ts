import type { EvaluateOnExit } from "@aws-sdk/client-batch";
import { matchesPattern } from "../../job/matches-pattern.ts";

/** How an attempt ended, as far as a retry strategy can see it. */
export interface Ending {
  readonly statusReason?: string | undefined;
  readonly reason?: string | undefined;
  readonly exitCode?: number | undefined;
}

/**
 * Whether a failed attempt is followed by another (user guide, "Automated job retries"): entries are tried in order,
 * the first whose conditions all match decides; where none matches, the job is retried.
 */
export function retryDecision(
  strategy: { readonly attempts: number; readonly evaluateOnExit?: readonly EvaluateOnExit[] | undefined },
  attemptsMade: number,
  ending: Ending,
): "retry" | "exit" {
  if (attemptsMade >= strategy.attempts) return "exit";
  const entry = (strategy.evaluateOnExit ?? []).find((candidate) => matches(candidate, ending));
  return entry?.action?.toLowerCase() === "exit" ? "exit" : "retry";
}

function matches(entry: EvaluateOnExit, ending: Ending): boolean {
  return (
    matchesPattern(entry.onStatusReason, ending.statusReason) &&
    matchesPattern(entry.onReason, ending.reason) &&
    matchesPattern(entry.onExitCode, ending.exitCode?.toString())
  );
}
