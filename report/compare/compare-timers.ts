import type { RunRow } from "../index/run-columns.ts";
import { timersOfRun } from "../index/run-timers.ts";
import { median } from "../statistics/median.ts";
import { moments } from "../statistics/moments.ts";

/** One timer of the workload in both arms; `null` where an arm does not have it. */
export interface TimerDifference {
  readonly name: string;
  /** Seconds: geometric mean over the instances of the median of their runs. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** Candidate over baseline; `null` too where the baseline took no time. */
  readonly ratio: number | null;
  /** Whether GEOS-Chem's community looks twice at it. */
  readonly isFlagged: boolean;
}

type TimedPhases = Pick<RunRow, "path" | "instance_id" | "run_outcome" | "phases">;

/** GEOS-Chem's benchmarks mark a timer that changed by a tenth or more (geoschem/gcpy#332). */
const flaggedFrom = 0.1;
const rounding = 1e-9;

/**
 * The timers of two arms, in the order in which the workload has them. They are no tests, and nested timers are parts of
 * others: flags say where to look.
 */
export function compareTimers(
  baseline: readonly TimedPhases[],
  candidate: readonly TimedPhases[],
): TimerDifference[] {
  const [a, b] = [timersOf(baseline), timersOf(candidate)];
  return [...new Set([...a.keys(), ...b.keys()])].map((name) => {
    const [before, after] = [a.get(name) ?? null, b.get(name) ?? null];
    const ratio = before === null || after === null || before === 0 ? null : after / before;
    return {
      name,
      baseline: before,
      candidate: after,
      ratio,
      isFlagged: ratio !== null && Math.abs(ratio - 1) >= flaggedFrom - rounding,
    };
  });
}

function timersOf(runs: readonly TimedPhases[]): Map<string, number> {
  const byTimer = new Map<string, Map<string, number[]>>();
  for (const { instance_id: instance, run_outcome: outcome, phases: text } of runs) {
    if (outcome !== "completed" || text === null) continue;
    for (const { name, wall_s: seconds } of timersOfRun(text)) {
      const byInstance = byTimer.get(name) ?? new Map<string, number[]>();
      byTimer.set(name, byInstance);
      const key = instance ?? "";
      const values = byInstance.get(key) ?? [];
      byInstance.set(key, values);
      values.push(seconds);
    }
  }
  return new Map(Array.from(byTimer, ([name, byInstance]) => [name, typical([...byInstance.values()])]));
}

/** A timer of no time has no logarithm; then the arithmetic mean is as good. */
function typical(instances: readonly (readonly number[])[]): number {
  const medians = instances.map(median);
  if (medians.some((value) => value <= 0)) return moments(medians).mean;
  return Math.exp(moments(medians.map(Math.log)).mean);
}
