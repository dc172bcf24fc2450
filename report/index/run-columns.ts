import type { StoredResult } from "../read/stored-result.ts";
import { placementDifferences } from "../../contract/thread-placement.ts";
import type { Sample } from "../../contract/result.ts";

/** The types of columns, as Parquet's writers name them, and the values that they hold. */
interface ColumnValues {
  STRING: string;
  DOUBLE: number;
  INT32: number;
  BOOLEAN: boolean;
  TIMESTAMP: Date;
}

interface Column<Type extends keyof ColumnValues, Nullable extends boolean> {
  readonly type: Type;
  readonly nullable: Nullable;
  /** What it holds, with its unit; for people, and for the schema of who reads the files. */
  readonly meaning: string;
  /** `sample` is `undefined` in the one row of a result without a timed run. */
  readonly of: (
    stored: IndexedResult,
    sample: Sample | undefined,
  ) => ColumnValues[Type] | (Nullable extends true ? null : never);
}

/** A result and its path below the place that is indexed. */
export interface IndexedResult extends Omit<StoredResult, "reservations" | "uri"> {
  readonly path: string;
}

const always = <Type extends keyof ColumnValues>(
  type: Type,
  meaning: string,
  of: Column<Type, false>["of"],
): Column<Type, false> => ({ type, nullable: false, meaning, of });

const perhaps = <Type extends keyof ColumnValues>(
  type: Type,
  meaning: string,
  of: Column<Type, true>["of"],
): Column<Type, true> => ({ type, nullable: true, meaning, of });

const date = (instant: string | null | undefined): Date | null => (instant ? new Date(instant) : null);

/**
 * The columns of the index: a row for each timed run of each result. Null means not known; why is in the result itself.
 * Columns are only ever added: who reads the files goes on reading them.
 */
export const runColumns = {
  path: always("STRING", "Folder of the result, below the place that is indexed.", ({ path }) => path),
  result_sha256: always("STRING", "SHA-256 of results.json.", ({ sha256 }) => sha256),
  benchmark_id: always("STRING", "Id of the benchmark.", ({ result }) => result.benchmark_id),
  job_id: always("STRING", "Id of the AWS Batch job.", ({ result }) => result.job.id),
  attempt: always("INT32", "Attempt of the job, from 1.", ({ result }) => result.job.attempt),
  started_at: always(
    "TIMESTAMP",
    "When the runner began (UTC).",
    ({ result }) => new Date(result.started_at),
  ),
  finished_at: always(
    "TIMESTAMP",
    "When the runner had ended (UTC).",
    ({ result }) => new Date(result.finished_at),
  ),
  submitted_at: perhaps("TIMESTAMP", "When AWS Batch took the job (UTC).", ({ job }) =>
    date(job?.submitted_at.value),
  ),
  job_started_at: perhaps("TIMESTAMP", "When the attempt's container ran (UTC).", ({ job }) =>
    date(job?.started_at.value),
  ),
  job_stopped_at: perhaps("TIMESTAMP", "When the attempt's container had ended (UTC).", ({ job }) =>
    date(job?.stopped_at.value),
  ),
  has_job_record: always("BOOLEAN", "Whether a job.json lay beside the result.", ({ job }) => job !== null),
  instance_launched_at: perhaps("TIMESTAMP", "When EC2 launched the instance (UTC).", ({ result }) =>
    date(result.environment.instance_launched_at.value),
  ),
  ami: perhaps("STRING", "Machine image of the instance.", ({ result }) => result.environment.ami.value),
  microcode: perhaps(
    "STRING",
    "Revision of the processor's microcode.",
    ({ result }) => result.environment.microcode.value,
  ),
  purchase_option: perhaps(
    "STRING",
    "on-demand, spot, scheduled or capacity-block.",
    ({ result }) => result.environment.purchase_option.value,
  ),
  outcome: always(
    "STRING",
    "Of the job: succeeded, workload-failed, verification-failed, interrupted.",
    ({ result }) => result.outcome,
  ),
  valid: always(
    "BOOLEAN",
    "Every timed run completed and verified itself.",
    ({ result }) => result.flags.valid,
  ),
  emulated: perhaps(
    "BOOLEAN",
    "Ran under QEMU: no performance.",
    ({ result }) => result.flags.emulated.value,
  ),
  proxy: always("BOOLEAN", "The proxy workload ran, not GEOS-Chem.", ({ result }) => result.flags.proxy),
  engine: always("STRING", "proxy or geos-chem-classic.", ({ result }) => result.workload.engine),
  simulation: always("STRING", "Simulation of the config.", ({ result }) => result.config.simulation_type),
  resolution: always(
    "STRING",
    "Horizontal grid of the config, degrees.",
    ({ result }) => result.config.domain.resolution,
  ),
  levels: always("INT32", "Vertical levels of the config.", ({ result }) => result.config.domain.levels),
  tracers: perhaps("INT32", "Tracers that the config asks of the proxy.", ({ result }) =>
    result.config.workload.engine === "proxy" ? result.config.workload.tracers : null,
  ),
  mechanism: perhaps("STRING", "Chemical mechanism that the config asks of the proxy.", ({ result }) =>
    result.config.workload.engine === "proxy" ? (result.config.workload.mechanism ?? null) : null,
  ),
  threads: always(
    "INT32",
    "OpenMP threads given to the workload.",
    ({ result }) => result.environment.threads,
  ),
  thread_binding: perhaps(
    "STRING",
    "What was asked: bound or unbound.",
    ({ result }) => result.environment.thread_binding.value,
  ),
  seen_threads: perhaps(
    "INT32",
    "Most threads that were seen at one time while the workload ran.",
    (_, sample) => sample?.placement.value?.threads ?? null,
  ),
  seen_binding: perhaps(
    "STRING",
    "What was seen of the threads that worked: bound, unbound or mixed.",
    (_, sample) => sample?.placement.value?.binding ?? null,
  ),
  placement_differences: perhaps(
    "STRING",
    "How the threads of the result's timed runs differ from what was asked; empty: not at all; null: not known.",
    ({ result }) =>
      result.samples.some(({ warmup, placement }) => !warmup && placement.value?.differences.value)
        ? placementDifferences(result.samples).join("; ")
        : null,
  ),
  vcpus: always("INT32", "vCPUs that the job requested.", ({ result }) => result.config.hardware.vcpus),
  claimed_instance_type: always(
    "STRING",
    "Instance type that the config names.",
    ({ result }) => result.config.hardware.instance_type,
  ),
  instance_type: perhaps(
    "STRING",
    "Instance type that was observed.",
    ({ result }) => result.environment.instance_type.value,
  ),
  instance_id: perhaps(
    "STRING",
    "EC2 instance that was observed.",
    ({ result }) => result.environment.instance_id.value,
  ),
  availability_zone: perhaps(
    "STRING",
    "Observed.",
    ({ result }) => result.environment.availability_zone.value,
  ),
  architecture: perhaps(
    "STRING",
    "uname -m, as the workload saw it.",
    ({ result }) => result.environment.architecture.value,
  ),
  cpu_identity: perhaps(
    "STRING",
    "Implementer and part, or vendor, family, model and stepping.",
    ({ result }) => result.environment.cpu_identity.value,
  ),
  kernel: perhaps("STRING", "Linux release.", ({ result }) => result.environment.kernel.value),
  image: perhaps(
    "STRING",
    "Content id of the container image.",
    ({ result }) => result.environment.image.value,
  ),
  build: perhaps(
    "STRING",
    "generic, or what the workload was compiled for.",
    ({ result }) => result.workload.build.value,
  ),
  executable_sha256: perhaps(
    "STRING",
    "Of the program that computed.",
    ({ result }) => result.workload.executable_sha256.value,
  ),
  version: perhaps(
    "STRING",
    "Version that the workload reports.",
    ({ result }) => result.workload.version.value,
  ),
  compiler: perhaps(
    "STRING",
    "Compiler that the workload reports.",
    ({ result }) => result.workload.compiler.value,
  ),
  compiler_options: perhaps(
    "STRING",
    "Options that the workload reports.",
    ({ result }) => result.workload.compiler_options.value,
  ),
  suite_sha256: perhaps(
    "STRING",
    "SHA-256 of the suite's file.",
    ({ result }) => result.provenance.suite_sha256.value,
  ),
  triad_before_gb_per_s: perhaps(
    "DOUBLE",
    "Memory bandwidth before the runs, median of the trials, 10^9 bytes/s.",
    ({ result }) => result.canaries.before.value?.triad.gb_per_s.median ?? null,
  ),
  triad_after_gb_per_s: perhaps(
    "DOUBLE",
    "The same after them.",
    ({ result }) => result.canaries.after.value?.triad.gb_per_s.median ?? null,
  ),
  clock_before_ghz: perhaps(
    "DOUBLE",
    "Effective clock of all threads before the runs, median, GHz.",
    ({ result }) => result.canaries.before.value?.clock.all_threads_ghz.median ?? null,
  ),
  clock_after_ghz: perhaps(
    "DOUBLE",
    "The same after them.",
    ({ result }) => result.canaries.after.value?.clock.all_threads_ghz.median ?? null,
  ),
  repetition: perhaps(
    "INT32",
    "Of the timed run, from 0, warm-ups included; null in the one row of a result without a timed run.",
    (_, sample) => sample?.repetition ?? null,
  ),
  run_outcome: perhaps(
    "STRING",
    "Of the run: completed, verification-failed, failed, interrupted.",
    (_, sample) => sample?.outcome ?? null,
  ),
  simulated_days: perhaps("DOUBLE", "Simulated time, days.", (_, sample) => sample?.simulated_days ?? null),
  wall_s: perhaps(
    "DOUBLE",
    "Wall time of the whole process, seconds.",
    (_, sample) => sample?.wall_s ?? null,
  ),
  main_loop_days_per_day: perhaps(
    "DOUBLE",
    "Simulated days per day of wall time, without initialisation.",
    (_, sample) => sample?.sim_days_per_day.main_loop.value ?? null,
  ),
  user_cpu_s: perhaps(
    "DOUBLE",
    "CPU time in user mode, seconds over all threads.",
    (_, sample) => sample?.user_cpu_s.value ?? null,
  ),
  system_cpu_s: perhaps(
    "DOUBLE",
    "CPU time in the kernel, seconds over all threads.",
    (_, sample) => sample?.system_cpu_s.value ?? null,
  ),
  peak_memory_mib: perhaps(
    "DOUBLE",
    "Largest resident set, MiB.",
    (_, sample) => sample?.peak_memory_mib.value ?? null,
  ),
  input_cache_asked: perhaps(
    "STRING",
    "What input files were to be in the page cache: warm, cold or as-found.",
    (_, sample) => sample?.input.value?.asked ?? null,
  ),
  input_found: perhaps(
    "STRING",
    "What the run met of them: warm, cold or partly.",
    (_, sample) => sample?.input.value?.found.value ?? null,
  ),
  storage_read_bytes: perhaps(
    "DOUBLE",
    "Read from storage rather than the page cache, bytes.",
    (_, sample) => sample?.storage_read_bytes.value ?? null,
  ),
  staging_s: perhaps(
    "DOUBLE",
    "Before and between the runs of the job (dry run, fetch, hash, copy, page cache), seconds.",
    ({ result }) => result.staging.value?.seconds ?? null,
  ),
  fetched_bytes: perhaps(
    "DOUBLE",
    "Input data that the job fetched, bytes.",
    ({ result }) => result.staging.value?.steps.find(({ step }) => step === "fetch")?.bytes ?? null,
  ),
  phases: perhaps(
    "STRING",
    'Timers as JSON: [{"name", "wall_s"}]; nested ones are parts of others, never add them up.',
    (_, sample) =>
      sample ? JSON.stringify(sample.phases.map(({ name, wall_s }) => ({ name, wall_s }))) : null,
  ),
} as const satisfies Record<string, Column<keyof ColumnValues, boolean>>;

export type RunColumn = keyof typeof runColumns;

/** A row of the index. */
export type RunRow = {
  readonly [Name in RunColumn]: ReturnType<(typeof runColumns)[Name]["of"]>;
};

/** The rows of a result: one for each timed run, or one without a run. */
export function rowsOf(stored: IndexedResult): RunRow[] {
  const timed = stored.result.samples.filter(({ warmup }) => !warmup);
  return (timed.length > 0 ? timed : [undefined]).map(
    (sample) =>
      Object.fromEntries(
        Object.entries(runColumns).map(([name, { of }]) => [name, of(stored, sample)]),
      ) as RunRow,
  );
}
