/** The parts of a run that have a timer of their own and do not overlap, and how often a day each runs. */
const timed = [
  { name: "HEMCO", steps: "chemistrySteps" },
  { name: "All chemistry", steps: "chemistrySteps" },
  { name: "Transport", steps: "transportSteps" },
  { name: "Convection", steps: "transportSteps" },
  { name: "Boundary layer mixing", steps: "transportSteps" },
  { name: "Dry deposition", steps: "transportSteps" },
  { name: "Wet deposition", steps: "transportSteps" },
  { name: "Diagnostics", steps: "chemistrySteps" },
] as const;

/**
 * What the timers of a run leave over, without its initialisation. "Unit conversions" is in it only in part: that
 * timer overlaps others (in a published run the timers add up to more than the total with it), so it is no phase.
 */
const remainder = { name: "Remainder", steps: "transportSteps" } as const;

/** Where no run of a kind has timers. */
export const wholeRun = { name: "Whole run", steps: "transportSteps" } as const;

export const phases = [...timed, remainder] as const;

export type PhaseName = (typeof phases)[number]["name"] | typeof wholeRun.name;

/**
 * Seconds by phase of `loopSeconds` outside initialisation; `null` where a timer is missing. The remainder may be
 * negative.
 */
export function phaseSeconds(
  timers: Readonly<Record<string, number>>,
  loopSeconds: number,
): ReadonlyMap<PhaseName, number> | null {
  const seconds = new Map<PhaseName, number>();
  let left = loopSeconds;
  for (const { name } of timed) {
    const of = timers[name];
    if (of === undefined) return null;
    seconds.set(name, of);
    left -= of;
  }
  return seconds.set(remainder.name, left);
}
