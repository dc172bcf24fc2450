import type { Architecture } from "../../contract/architecture.ts";
import { geosChemName } from "../../contract/model-log/model-names.ts";
import { loadImported, loadRuns } from "../index/load-runs.ts";
import type { RunColumn, RunRow, StoredRow } from "../index/run-columns.ts";
import { timersOfRun } from "../index/run-timers.ts";
import { reservationsOfRun, retractionFinder } from "../index/run-reservations.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionsOf, type Retraction } from "../read/retractions.ts";
import type { KnownRun } from "./known-run.ts";

/** What of the index estimates rest on. */
export const knownColumns = [
  "path",
  "benchmark_id",
  "job_id",
  "attempt",
  "outcome",
  "valid",
  "emulated",
  "proxy",
  "engine",
  "simulation",
  "resolution",
  "levels",
  "threads",
  "placement_differences",
  "claimed_instance_type",
  "instance_type",
  "instance_id",
  "run_outcome",
  "simulated_days",
  "wall_s",
  "architecture",
  "repetition",
  "phases",
  "domain",
  "claimed_machine",
  "claimed_cores",
] as const satisfies readonly RunColumn[];

type Measured = Pick<RunRow, Exclude<(typeof knownColumns)[number], "claimed_machine" | "claimed_cores">>;
type Imported = Pick<StoredRow, (typeof knownColumns)[number]>;

export interface StoredRuns {
  readonly runs: readonly KnownRun[];
  /** What of the places is no run that an estimate can rest on, by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** The runs of GEOS-Chem that indexed places have: measured ones that may be ranked, and imported ones. */
export async function storedRuns(stores: readonly ResultStore[]): Promise<StoredRuns> {
  const [measured, imported, retractions] = await Promise.all([
    loadRuns(stores, knownColumns),
    loadImported(stores, knownColumns),
    retractionsOf(stores),
  ]);
  return knownRuns(measured, imported, retractions);
}

/** The same of runs that are loaded already, among others. */
export function knownRuns(
  measured: { readonly runs: readonly Measured[]; readonly conflicting: readonly string[] },
  imported: readonly Imported[],
  retractions: readonly Retraction[],
): StoredRuns {
  const retractionOf = retractionFinder(retractions);
  const isRetracted = (run: Measured | Imported) => retractionOf(run) !== undefined;
  const runs: KnownRun[] = [];
  const leftOut = new Map<string, number>();
  const take = (objection: string | null, run: () => KnownRun) => {
    if (objection === null) runs.push(run());
    else leftOut.set(objection, (leftOut.get(objection) ?? 0) + 1);
  };
  for (const run of measured.runs) {
    take(isRetracted(run) ? "retracted" : objectionTo(run), () => measuredRun(run));
  }
  for (const run of imported) {
    take(isRetracted(run) ? "retracted" : run.valid ? null : `imported, ${run.outcome}`, () =>
      importedRun(run),
    );
  }
  const { length: conflicting } = measured.conflicting;
  if (conflicting > 0) leftOut.set("copies that differ", conflicting);
  return { runs, leftOut };
}

function objectionTo(run: Measured): string | null {
  if (run.proxy || run.engine !== "geos-chem-classic") return "of the proxy, not of GEOS-Chem";
  const [first] = reservationsOfRun(run);
  if (first) return first.kind;
  return run.run_outcome === "completed" ? null : "no completed run";
}

function measuredRun(run: Measured): KnownRun {
  return {
    ...common(run, run.repetition ?? 0),
    origin: "measured",
    // Without an id, one instance: it may have been one host all along.
    observer: run.instance_id ?? "an instance that was not observed",
    threads: run.threads,
    threadsStated: true,
    machine: {
      processor: null,
      instanceType: run.instance_type,
      architecture: architectureOf(run.architecture),
    },
  };
}

function importedRun(run: Imported): KnownRun {
  return {
    ...common(run, 0),
    origin: "imported",
    // Runs whose machine nobody names may all be of one.
    observer: run.claimed_machine ?? "an import without a machine",
    threads: run.claimed_cores,
    threadsStated: false,
    machine: {
      processor: run.claimed_instance_type === null ? run.claimed_machine : null,
      instanceType: run.claimed_instance_type,
      architecture: architectureOf(run.architecture),
    },
  };
}

function common(run: Measured | Imported, repetition: number) {
  return {
    id: `${run.benchmark_id}/${run.job_id}/${run.attempt}#${repetition}`,
    source: run.path,
    model: "GEOS-Chem Classic" as const,
    simulation: run.simulation === null ? "not known" : geosChemName(run.simulation),
    // No global grid: the model of estimates has none of the nested ones.
    resolution: run.domain === "nested" ? `${run.resolution ?? "unknown"} nested` : run.resolution,
    levels: run.levels,
    simulatedDays: run.simulated_days,
    wallSeconds: run.wall_s,
    timers: timersOf(run.phases),
  };
}

function timersOf(phases: string | null): Record<string, number> {
  return Object.fromEntries(timersOfRun(phases ?? "[]").map(({ name, wall_s: seconds }) => [name, seconds]));
}

/** `uname -m` says aarch64. */
const architectureOf = (machine: string | null): Architecture | null =>
  machine === "aarch64" ? "arm64" : machine === "x86_64" || machine === "arm64" ? machine : null;
