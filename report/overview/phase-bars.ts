import { timersOfRun } from "../index/run-timers.ts";

/** The timers of one run, divided so that they may be stacked. */
export interface PhaseBars {
  /** Timers that do not overlap, in the workload's order; seconds. */
  readonly parts: readonly { readonly name: string; readonly seconds: number }[];
  /** The whole process less the parts; negative where timers overlap after all. */
  readonly remainderSeconds: number;
  /** Timers that hold or overlap others: in the table, never in the stack. */
  readonly others: readonly { readonly name: string; readonly seconds: number }[];
}

/**
 * Timers around others. "Unit conversions" runs inside other phases (a published run's timers add up to more than its
 * total with it), so it is no part either.
 */
const holdsOthers = new Set(["GEOS-Chem", "Total", "Timesteps", "Unit conversions"]);

const isPart = ({ name }: { readonly name: string }): boolean =>
  !name.startsWith("=>") && !holdsOthers.has(name);

/** Reads the index's column `phases`. */
export function phaseBars(phases: string, wallSeconds: number): PhaseBars {
  const timers = timersOfRun(phases).map(({ name, wall_s: seconds }) => ({ name, seconds }));
  const parts = timers.filter(isPart);
  return {
    parts,
    remainderSeconds: wallSeconds - parts.reduce((sum, { seconds }) => sum + seconds, 0),
    others: timers.filter((timer) => !isPart(timer)),
  };
}
