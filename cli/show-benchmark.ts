import type { Waiting } from "../client/run-job.ts";
import type { RunOutcome } from "../client/run-outcome.ts";

/** Shows what happens to a job as lines below its step. */
export function showingLines(show: (line: string) => void): Waiting["observer"] {
  return {
    status: (status, reason) => show(`${status}${reason ? `: ${reason}` : ""}`),
    log: (line) => show(`  ${line}`),
  };
}

/** The title of a benchmark's step when it has ended. */
export function endedTitle(title: string, { status, reason }: RunOutcome): string {
  return `${title}: ${status}${status === "succeeded" ? "" : ` (${reason})`}`;
}
