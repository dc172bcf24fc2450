import type { KnownRun } from "../../report/estimate/known-run.ts";

/** A synthetic run: 1 day of 100 s at the model's reference, measured on an instance of its own. */
export function knownRun(change: Partial<KnownRun> = {}): KnownRun {
  const id = change.id ?? "run";
  return {
    id,
    origin: "measured",
    source: `s3://bucket/${id}`,
    observer: `i-${id}`,
    model: "GEOS-Chem Classic",
    simulation: "fullchem",
    resolution: "4x5",
    levels: 72,
    threads: 16,
    threadsStated: true,
    simulatedDays: 1,
    wallSeconds: 100,
    timers: {},
    machine: { processor: null, instanceType: "c7a.4xlarge", architecture: "x86_64" },
    ...change,
  };
}

/** Several, each observed on an instance of its own. */
export const knownRuns = (...changes: readonly Partial<KnownRun>[]): KnownRun[] =>
  changes.map((change, index) => knownRun({ id: `run-${index}`, ...change }));
