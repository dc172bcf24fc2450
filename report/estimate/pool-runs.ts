import { isResolution, type Resolution } from "./grids.ts";
import type { KnownRun } from "./known-run.ts";

/** What the time of a run depends on in the model. */
export interface Configuration {
  readonly resolution: Resolution;
  readonly levels: number;
  readonly threads: number;
}

/** Runs of one observer in one configuration on one machine: one observation, however many they are. */
export interface Observation extends Configuration {
  readonly runs: readonly KnownRun[];
  readonly observer: string;
  readonly machine: KnownRun["machine"];
  /** Geometric mean over its runs, initialisation taken off. */
  readonly secondsPerDay: number;
}

export interface Pool {
  readonly observations: readonly Observation[];
  /** Of the same kind, and not usable. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
  /** Geometric mean of the runs that report it; `null` where none does. */
  readonly initialisationSeconds: number | null;
}

/** The usable runs of one kind of simulation of GEOS-Chem Classic. Kinds, and GCHP, are never pooled. */
export function poolRuns(all: readonly KnownRun[], simulation: string): Pool {
  const kind = all.filter((run) => run.model === "GEOS-Chem Classic" && run.simulation === simulation);
  const initialisationSeconds = geometricMean(
    kind.flatMap(({ timers: { Initialization: seconds = 0 } }) => (seconds > 0 ? [seconds] : [])),
  );
  const groups = new Map<
    string,
    { of: Omit<Observation, "secondsPerDay" | "runs">; runs: KnownRun[]; days: number[] }
  >();
  const leftOut: { id: string; reason: string }[] = [];
  for (const run of kind) {
    const usable = use(run, initialisationSeconds ?? 0);
    if ("reason" in usable) {
      leftOut.push({ id: run.id, reason: usable.reason });
      continue;
    }
    const of = { ...usable.configuration, observer: run.observer, machine: run.machine };
    const key = JSON.stringify(of);
    const group = groups.get(key) ?? { of, runs: [], days: [] };
    group.runs.push(run);
    group.days.push(usable.secondsPerDay);
    groups.set(key, group);
  }
  const observations = [...groups.values()].map(({ of, runs, days }): Observation => ({
    ...of,
    runs,
    secondsPerDay: geometricMean(days) ?? NaN,
  }));
  return { observations, leftOut, initialisationSeconds };
}

function use(
  run: KnownRun,
  initialisation: number,
): { configuration: Configuration; secondsPerDay: number } | { reason: string } {
  const { resolution, levels, threads, simulatedDays, wallSeconds } = run;
  if (!isResolution(resolution))
    return { reason: resolution === null ? "resolution not reported" : `grid ${resolution}` };
  if (levels === null) return { reason: "levels not reported" };
  if (threads === null) return { reason: "threads not reported" };
  if (simulatedDays === null) return { reason: "simulated time not reported" };
  if (wallSeconds === null) return { reason: "wall time not reported" };
  const loop = loopSeconds(run, wallSeconds, initialisation);
  if (loop <= 0)
    return { reason: `shorter than the initialisation of its kind, ${initialisation.toFixed(0)} s` };
  return { configuration: { resolution, levels, threads }, secondsPerDay: loop / simulatedDays };
}

/** Wall time of a run without its initialisation: its own where it reports one, else that of its kind. */
export function loopSeconds(run: KnownRun, wallSeconds: number, initialisation: number): number {
  return wallSeconds - (run.timers["Initialization"] ?? initialisation);
}

function geometricMean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
