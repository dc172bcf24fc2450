import type { StoredImport } from "../read/stored-result.ts";
import { runIndexColumns } from "../../contract/run-index.ts";
import type { StoredRow } from "./run-columns.ts";

const nothing = Object.fromEntries(Object.keys(runIndexColumns).map((name) => [name, null])) as Readonly<
  Record<keyof StoredRow, null>
>;

/** The row of an imported run: what it has no value of, and nobody observed, is null. */
export function rowOfImport({ run, sha256 }: StoredImport, path: string): StoredRow {
  const { model, claims, wall_s: wall, simulated_days: days } = run;
  const phases = run.timers.flatMap(({ name, seconds }) =>
    seconds === null ? [] : [{ name, wall_s: seconds }],
  );
  return {
    ...nothing,
    path,
    result_sha256: sha256,
    benchmark_id: run.benchmark_id,
    job_id: run.run_id,
    attempt: 1,
    has_job_record: false,
    outcome: run.outcome,
    valid: run.outcome === "completed",
    emulated: run.emulated.value,
    proxy: false,
    engine: "geos-chem-classic",
    simulation: model.simulation.value,
    resolution: model.resolution.value,
    levels: model.levels.value,
    claimed_instance_type: claims.instance_type,
    version: model.version.value,
    compiler: model.compiler.value,
    repetition: 0,
    run_outcome: run.outcome === "unknown" ? null : run.outcome,
    simulated_days: days.value,
    wall_s: wall.value,
    peak_memory_mib: run.peak_memory_mib.value,
    phases: JSON.stringify(phases),
    origin: "imported",
    domain: model.nested.value === null ? null : model.nested.value ? "nested" : "global",
    claimed_machine: claims.machine,
    claimed_cores: claims.cores,
    claimed_usd_per_hour: claims.usd_per_hour,
    note: claims.note,
  };
}
