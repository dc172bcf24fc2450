/** Where the index of a place with results lies, below it; every file there is one of its segments. */
export const runIndexFolder = "gcbench-index/runs";

/** Types of columns, by Parquet's names. */
export type RunIndexType = "STRING" | "DOUBLE" | "INT32" | "BOOLEAN" | "TIMESTAMP";

interface RunIndexColumn {
  readonly type: RunIndexType;
  /** In the files. */
  readonly nullable: boolean;
  /** Null for an imported run alone: every measured one has it. */
  readonly measured?: true;
  /** What it holds, with its unit; for people, and for the schema of who reads the files. */
  readonly meaning: string;
}

/**
 * The columns of the index: a row for each timed run of each result. Null means not known; why is in the result itself.
 * Columns are only ever added: who reads the files goes on reading them.
 */
export const runIndexColumns = {
  path: {
    type: "STRING",
    nullable: false,
    meaning: "Folder of the result, below the place that is indexed.",
  },
  result_sha256: {
    type: "STRING",
    nullable: false,
    meaning: "SHA-256 of results.json, or of imported.json.",
  },
  benchmark_id: { type: "STRING", nullable: false, meaning: "Id of the benchmark." },
  job_id: { type: "STRING", nullable: false, meaning: "Id of the AWS Batch job, or of the imported run." },
  attempt: { type: "INT32", nullable: false, meaning: "Attempt of the job, from 1." },
  started_at: { type: "TIMESTAMP", nullable: true, measured: true, meaning: "When the runner began (UTC)." },
  finished_at: {
    type: "TIMESTAMP",
    nullable: true,
    measured: true,
    meaning: "When the runner had ended (UTC).",
  },
  submitted_at: { type: "TIMESTAMP", nullable: true, meaning: "When AWS Batch took the job (UTC)." },
  job_started_at: { type: "TIMESTAMP", nullable: true, meaning: "When the attempt's container ran (UTC)." },
  job_stopped_at: {
    type: "TIMESTAMP",
    nullable: true,
    meaning: "When the attempt's container had ended (UTC).",
  },
  has_job_record: { type: "BOOLEAN", nullable: false, meaning: "Whether a job.json lay beside the result." },
  instance_launched_at: {
    type: "TIMESTAMP",
    nullable: true,
    meaning: "When EC2 launched the instance (UTC).",
  },
  ami: { type: "STRING", nullable: true, meaning: "Machine image of the instance." },
  microcode: { type: "STRING", nullable: true, meaning: "Revision of the processor's microcode." },
  transparent_huge_pages: {
    type: "STRING",
    nullable: true,
    meaning: "always, madvise or never: to whom the kernel gives memory in pages of megabytes.",
  },
  numa_nodes: { type: "INT32", nullable: true, meaning: "Nodes of the machine's memory." },
  kernel_settings: {
    type: "STRING",
    nullable: true,
    meaning: "Others that speed depends on: name=value, separated by comma and space.",
  },
  purchase_option: {
    type: "STRING",
    nullable: true,
    meaning: "on-demand, spot, scheduled or capacity-block.",
  },
  outcome: {
    type: "STRING",
    nullable: false,
    meaning:
      "Of the job: succeeded, workload-failed, verification-failed, interrupted; imported: completed, failed, unknown.",
  },
  valid: {
    type: "BOOLEAN",
    nullable: false,
    meaning: "Every timed run completed and verified itself; imported: it completed.",
  },
  emulated: { type: "BOOLEAN", nullable: true, meaning: "Ran under QEMU: no performance." },
  proxy: { type: "BOOLEAN", nullable: false, meaning: "The proxy workload ran, not GEOS-Chem." },
  engine: { type: "STRING", nullable: false, meaning: "proxy or geos-chem-classic." },
  simulation: { type: "STRING", nullable: true, measured: true, meaning: "Simulation of the config." },
  resolution: {
    type: "STRING",
    nullable: true,
    measured: true,
    meaning: "Horizontal grid of the config, degrees.",
  },
  levels: { type: "INT32", nullable: true, measured: true, meaning: "Vertical levels of the config." },
  tracers: { type: "INT32", nullable: true, meaning: "Tracers that the proxy transported." },
  mechanism: {
    type: "STRING",
    nullable: true,
    meaning: "Chemical mechanism that the config asks of the proxy.",
  },
  threads: {
    type: "INT32",
    nullable: true,
    measured: true,
    meaning: "OpenMP threads given to the workload.",
  },
  thread_binding: { type: "STRING", nullable: true, meaning: "What was asked: bound or unbound." },
  seen_threads: {
    type: "INT32",
    nullable: true,
    meaning: "Most threads that were seen at one time while the workload ran.",
  },
  seen_binding: {
    type: "STRING",
    nullable: true,
    meaning: "What was seen of the threads that worked: bound, unbound or mixed.",
  },
  placement_differences: {
    type: "STRING",
    nullable: true,
    meaning:
      "How the threads of the result's timed runs differ from what was asked; empty: not at all; null: not known.",
  },
  vcpus: { type: "INT32", nullable: true, measured: true, meaning: "vCPUs that the job requested." },
  memory_mib: { type: "DOUBLE", nullable: true, meaning: "Memory that the job requested, MiB." },
  claimed_instance_type: {
    type: "STRING",
    nullable: true,
    measured: true,
    meaning: "Instance type that the config names.",
  },
  instance_type: { type: "STRING", nullable: true, meaning: "Instance type that was observed." },
  instance_id: { type: "STRING", nullable: true, meaning: "EC2 instance that was observed." },
  availability_zone: { type: "STRING", nullable: true, meaning: "Observed." },
  architecture: { type: "STRING", nullable: true, meaning: "uname -m, as the workload saw it." },
  cpu_identity: {
    type: "STRING",
    nullable: true,
    meaning: "Implementer and part, or vendor, family, model and stepping.",
  },
  kernel: { type: "STRING", nullable: true, meaning: "Linux release." },
  image: { type: "STRING", nullable: true, meaning: "Content id of the container image." },
  build: { type: "STRING", nullable: true, meaning: "generic, or what the workload was compiled for." },
  executable_sha256: { type: "STRING", nullable: true, meaning: "Of the program that computed." },
  version: { type: "STRING", nullable: true, meaning: "Version that the workload reports." },
  compiler: { type: "STRING", nullable: true, meaning: "Compiler that the workload reports." },
  compiler_options: { type: "STRING", nullable: true, meaning: "Options that the workload reports." },
  suite_sha256: { type: "STRING", nullable: true, meaning: "SHA-256 of the suite's file." },
  source_revision: {
    type: "STRING",
    nullable: true,
    meaning: "Revision of the source that the runner and the proxy were built from.",
  },
  triad_before_gb_per_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Memory bandwidth before the runs, median of the trials, 10^9 bytes/s.",
  },
  triad_after_gb_per_s: { type: "DOUBLE", nullable: true, meaning: "The same after them." },
  clock_before_ghz: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Effective clock of all threads before the runs, median, GHz.",
  },
  clock_after_ghz: { type: "DOUBLE", nullable: true, meaning: "The same after them." },
  repetition: {
    type: "INT32",
    nullable: true,
    meaning:
      "Of the timed run, from 0, warm-ups included; null in the one row of a result without a timed run.",
  },
  run_outcome: {
    type: "STRING",
    nullable: true,
    meaning: "Of the run: completed, verification-failed, failed, interrupted.",
  },
  simulated_days: { type: "DOUBLE", nullable: true, meaning: "Simulated time, days." },
  wall_s: { type: "DOUBLE", nullable: true, meaning: "Wall time of the whole process, seconds." },
  main_loop_days_per_day: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Simulated days per day of wall time, without initialisation.",
  },
  user_cpu_s: { type: "DOUBLE", nullable: true, meaning: "CPU time in user mode, seconds over all threads." },
  system_cpu_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "CPU time in the kernel, seconds over all threads.",
  },
  peak_memory_mib: { type: "DOUBLE", nullable: true, meaning: "Largest resident set, MiB." },
  input_cache_asked: {
    type: "STRING",
    nullable: true,
    meaning: "What input files were to be in the page cache: warm, cold or as-found.",
  },
  input_found: { type: "STRING", nullable: true, meaning: "What the run met of them: warm, cold or partly." },
  storage_read_bytes: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Read from storage rather than the page cache, bytes.",
  },
  staging_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Before and between the runs of the job (dry run, fetch, hash, copy, page cache), seconds.",
  },
  fetched_bytes: { type: "DOUBLE", nullable: true, meaning: "Input data that the job fetched, bytes." },
  throttled_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Time for which a CPU quota held the run back, seconds.",
  },
  steal_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "CPU seconds that the hypervisor gave to others meanwhile.",
  },
  other_cpu_s: {
    type: "DOUBLE",
    nullable: true,
    meaning: "CPU seconds of the machine's other processes meanwhile.",
  },
  disturbances: {
    type: "STRING",
    nullable: true,
    meaning: "What was more than a quiet machine has; empty: nothing.",
  },
  phases: {
    type: "STRING",
    nullable: true,
    meaning: 'Timers as JSON: [{"name", "wall_s"}]; nested ones are parts of others, never add them up.',
  },
  origin: {
    type: "STRING",
    nullable: true,
    meaning: "measured, or imported: it happened elsewhere; null: measured, indexed by an earlier program.",
  },
  domain: { type: "STRING", nullable: true, meaning: "global or nested." },
  claimed_machine: {
    type: "STRING",
    nullable: true,
    meaning: "Imported: the machine, as its importer says.",
  },
  claimed_cores: { type: "INT32", nullable: true, meaning: "Imported: the cores, as its importer says." },
  claimed_usd_per_hour: {
    type: "DOUBLE",
    nullable: true,
    meaning: "Imported: the machine's price, as its importer says, US$.",
  },
  note: { type: "STRING", nullable: true, meaning: "Imported: its importer's note." },
} as const satisfies Record<string, RunIndexColumn>;

export type RunColumn = keyof typeof runIndexColumns;
