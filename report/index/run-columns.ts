import { tracersOf } from "../../contract/benchmark-config.ts";
import type { runIndexColumns, RunColumn } from "../../contract/run-index.ts";
import { placementDifferences } from "../../contract/thread-placement.ts";
import type { Sample } from "../../contract/result.ts";
import type { StoredResult } from "../read/stored-result.ts";

export type { RunColumn } from "../../contract/run-index.ts";

/** The values that columns hold, by their type. */
interface ColumnValues {
  STRING: string;
  DOUBLE: number;
  INT32: number;
  BOOLEAN: boolean;
  TIMESTAMP: Date;
}

type Columns = typeof runIndexColumns;

type ValueOf<Name extends RunColumn> =
  | ColumnValues[Columns[Name]["type"]]
  | (Columns[Name] extends { readonly nullable: true } ? NullOf<Columns[Name]> : never);

/** What every measured run has is null in the row of an imported one alone. */
type NullOf<Of> = Of extends { readonly measured: true } ? never : null;

/** A row of a measured run. */
export type RunRow = { readonly [Name in RunColumn]: ValueOf<Name> };

/** A row of the index, of a run of whatever origin. */
export type StoredRow = {
  readonly [Name in RunColumn]:
    RunRow[Name] | (Columns[Name] extends { readonly nullable: true } ? null : never);
};

/** A result and its path below the place that is indexed. */
export interface IndexedResult extends Omit<StoredResult, "reservations" | "uri"> {
  readonly path: string;
}

const date = (instant: string | null | undefined): Date | null => (instant ? new Date(instant) : null);

/** The same settings always give the same text. */
const settingsText = (settings: Readonly<Record<string, string>> | null): string | null =>
  settings &&
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(", ");

/** Where each column comes from; `sample` is `undefined` in the one row of a result without a timed run. */
const sources: {
  readonly [Name in RunColumn]: (stored: IndexedResult, sample: Sample | undefined) => ValueOf<Name>;
} = {
  path: ({ path }) => path,
  result_sha256: ({ sha256 }) => sha256,
  benchmark_id: ({ result }) => result.benchmark_id,
  job_id: ({ result }) => result.job.id,
  attempt: ({ result }) => result.job.attempt,
  started_at: ({ result }) => new Date(result.started_at),
  finished_at: ({ result }) => new Date(result.finished_at),
  submitted_at: ({ job }) => date(job?.submitted_at.value),
  job_started_at: ({ job }) => date(job?.started_at.value),
  job_stopped_at: ({ job }) => date(job?.stopped_at.value),
  has_job_record: ({ job }) => job !== null,
  instance_launched_at: ({ result }) => date(result.environment.instance_launched_at.value),
  ami: ({ result }) => result.environment.ami.value,
  microcode: ({ result }) => result.environment.microcode.value,
  transparent_huge_pages: ({ result }) => result.environment.transparent_huge_pages.value,
  numa_nodes: ({ result }) => result.environment.numa_nodes.value,
  kernel_settings: ({ result: { environment } }) => settingsText(environment.kernel_settings.value),
  purchase_option: ({ result }) => result.environment.purchase_option.value,
  outcome: ({ result }) => result.outcome,
  valid: ({ result }) => result.flags.valid,
  emulated: ({ result }) => result.flags.emulated.value,
  proxy: ({ result }) => result.flags.proxy,
  engine: ({ result }) => result.workload.engine,
  simulation: ({ result }) => result.config.simulation_type,
  resolution: ({ result }) => result.config.domain.resolution,
  levels: ({ result }) => result.config.domain.levels,
  tracers: ({ result }, sample) => {
    // By its report; of a run that failed before it had one, what it would have had.
    return sample?.report?.program === "ctm-proxy" ? sample.report.tracers : tracersOf(result.config);
  },
  mechanism: ({ result }) =>
    result.config.workload.engine === "proxy" ? (result.config.workload.mechanism ?? null) : null,
  threads: ({ result }) => result.environment.threads,
  thread_binding: ({ result }) => result.environment.thread_binding.value,
  seen_threads: (_, sample) => sample?.placement.value?.threads ?? null,
  seen_binding: (_, sample) => sample?.placement.value?.binding ?? null,
  placement_differences: ({ result }) =>
    result.samples.some(({ warmup, placement }) => !warmup && placement.value?.differences.value)
      ? placementDifferences(result.samples).join("; ")
      : null,
  vcpus: ({ result }) => result.config.hardware.vcpus,
  memory_mib: ({ result }) => result.config.hardware.memory_gb * 1024,
  claimed_instance_type: ({ result }) => result.config.hardware.instance_type,
  instance_type: ({ result }) => result.environment.instance_type.value,
  instance_id: ({ result }) => result.environment.instance_id.value,
  availability_zone: ({ result }) => result.environment.availability_zone.value,
  architecture: ({ result }) => result.environment.architecture.value,
  cpu_identity: ({ result }) => result.environment.cpu_identity.value,
  kernel: ({ result }) => result.environment.kernel.value,
  image: ({ result }) => result.environment.image.value,
  build: ({ result }) => result.workload.build.value,
  executable_sha256: ({ result }) => result.workload.executable_sha256.value,
  version: ({ result }) => result.workload.version.value,
  compiler: ({ result }) => result.workload.compiler.value,
  compiler_options: ({ result }) => result.workload.compiler_options.value,
  suite_sha256: ({ result }) => result.provenance.suite_sha256.value,
  source_revision: ({ result }) => result.provenance.source_revision.value,
  triad_before_gb_per_s: ({ result }) => result.canaries.before.value?.triad.gb_per_s.median ?? null,
  triad_after_gb_per_s: ({ result }) => result.canaries.after.value?.triad.gb_per_s.median ?? null,
  clock_before_ghz: ({ result }) => result.canaries.before.value?.clock.all_threads_ghz.median ?? null,
  clock_after_ghz: ({ result }) => result.canaries.after.value?.clock.all_threads_ghz.median ?? null,
  repetition: (_, sample) => sample?.repetition ?? null,
  run_outcome: (_, sample) => sample?.outcome ?? null,
  simulated_days: (_, sample) => sample?.simulated_days ?? null,
  wall_s: (_, sample) => sample?.wall_s ?? null,
  main_loop_days_per_day: (_, sample) => sample?.sim_days_per_day.main_loop.value ?? null,
  user_cpu_s: (_, sample) => sample?.user_cpu_s.value ?? null,
  system_cpu_s: (_, sample) => sample?.system_cpu_s.value ?? null,
  peak_memory_mib: (_, sample) => sample?.peak_memory_mib.value ?? null,
  input_cache_asked: (_, sample) => sample?.input.value?.asked ?? null,
  input_found: (_, sample) => sample?.input.value?.found.value ?? null,
  storage_read_bytes: (_, sample) => sample?.storage_read_bytes.value ?? null,
  staging_s: ({ result }) => result.staging.value?.seconds ?? null,
  fetched_bytes: ({ result }) =>
    result.staging.value?.steps.find(({ step }) => step === "fetch")?.bytes ?? null,
  throttled_s: (_, sample) => sample?.neighbours.value?.throttled_s.value ?? null,
  steal_s: (_, sample) => sample?.neighbours.value?.steal_s.value ?? null,
  other_cpu_s: (_, sample) => sample?.neighbours.value?.other_cpu_s.value ?? null,
  disturbances: (_, sample) => sample?.neighbours.value?.disturbances.join("; ") ?? null,
  phases: (_, sample) =>
    sample ? JSON.stringify(sample.phases.map(({ name, wall_s }) => ({ name, wall_s }))) : null,
  origin: () => "measured",
  domain: ({ result }) => result.config.domain.type,
  claimed_machine: () => null,
  claimed_cores: () => null,
  claimed_usd_per_hour: () => null,
  note: () => null,
};

const columnSources = Object.entries(sources) as [RunColumn, (typeof sources)[RunColumn]][];

/** The rows of a result: one for each timed run, or one without a run. */
export function rowsOf(stored: IndexedResult): RunRow[] {
  const timed = stored.result.samples.filter(({ warmup }) => !warmup);
  return (timed.length > 0 ? timed : [undefined]).map((sample) => {
    const row: Partial<Record<RunColumn, ValueOf<RunColumn> | null>> = {};
    for (const [name, of] of columnSources) row[name] = of(stored, sample);
    return row as RunRow;
  });
}
