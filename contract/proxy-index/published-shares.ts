import { publishedTimings } from "../published/published-timings.ts";

/** The run whose phases weigh: the one published with all of them. */
const weightsFrom = "gc-14.7.1-fullchem-4x5-16thr-7d";

/** The published runs whose phases the proxy's are held against. */
export const runsWithPhases = [
  weightsFrom,
  "gc-14.7.1-fullchem-2x2.5-16thr-7d",
  "gc-14.4.1-benchmark-1mon",
] as const;

/** Timers that are no part of another one, and together nearly all of a run. */
const weighed = [
  "HEMCO",
  "=> Gas-phase chem",
  "=> Photolysis",
  "=> Aerosol chem",
  "=> Linearized chem",
  "Transport",
  "Convection",
  "Boundary layer mixing",
  "Dry deposition",
  "Wet deposition",
  "Diagnostics",
  "Unit conversions",
] as const;

export type WeighedPhase = (typeof weighed)[number];

/** Wall seconds of a published run and its timers; throws `TypeError` for an id that there is not. */
function publishedRun(id: string) {
  const found = publishedTimings.find((row) => row.id === id);
  if (!found?.wall_s) throw new TypeError(`No published run ${id} with its time.`);
  return { wall: found.wall_s, timers: found.timers_s };
}

/** Share of a published run's time that a phase took, 0 to 1; `null` where the run's timers lack it. */
export function publishedShare(phase: WeighedPhase, run: string = weightsFrom): number | null {
  const { wall, timers } = publishedRun(run);
  const seconds = timers[phase];
  return seconds === undefined || seconds === null ? null : seconds / wall;
}

export const weighedPhases: readonly WeighedPhase[] = weighed;
