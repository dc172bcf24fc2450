/**
 * Names before 14.3.0 and the ones they have had since (geos-chem#2069, #2788, #598). What has no successor keeps its
 * name. Sub-timers of the chemistry (`-> KPP`) are per-thread sums and have none: they are left out.
 */
const successors: Readonly<Record<string, string>> = {
  // A name without its arrow is the same timer.
  "Gas-phase chem": "=> Gas-phase chem",
  Photolysis: "=> Photolysis",
  "Aerosol chem": "=> Aerosol chem",
  "Linearized chem": "=> Linearized chem",
  "=> FlexChem": "=> Gas-phase chem",
  "=> FAST-JX photolysis": "=> Photolysis",
  "=> All aerosol chem": "=> Aerosol chem",
  "=> Strat chem": "=> Linearized chem",
  "All diagnostics": "Diagnostics",
};

export const currentTimerName = (name: string): string => successors[name] ?? name;

/** GEOS-Chem's timer of everything. */
export const totalTimer = "GEOS-Chem";

/** Around other timers, or (unit conversions, input, output) within several of them. */
const overlapping = new Set([
  totalTimer,
  "Initialization",
  "Timesteps",
  "Finalization",
  "Unit conversions",
  "Input",
  "Output",
]);

/** Whether a timer is a part of the total beside the others: not the total, not a part of a part. */
export const isTopLevel = (name: string): boolean => !overlapping.has(name) && !/^[=-]>/.test(name);

/** A timer from within a parallel loop, which sums over threads. */
export const isPerThread = (name: string): boolean =>
  name.startsWith("-> ") || /^(?:RCONST|Integrate \d)$/.test(name);
