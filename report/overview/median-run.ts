import type { OverviewRun } from "./overview-run.ts";

export const completedRuns = (runs: readonly OverviewRun[]): OverviewRun[] =>
  runs.filter(({ run_outcome: outcome, wall_s: wall }) => outcome === "completed" && wall !== null);

/** The completed run with the median wall time, the faster of two in the middle. */
export function medianRun(runs: readonly OverviewRun[]): OverviewRun | undefined {
  const sorted = completedRuns(runs).sort((a, b) => (a.wall_s ?? 0) - (b.wall_s ?? 0));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
