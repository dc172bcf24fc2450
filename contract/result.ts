import { z } from "zod";
import { benchmarkConfig } from "./benchmark-config.ts";
import { canaryReport } from "./canary-report.ts";
import { geosChemReport } from "./geos-chem-report.ts";
import { inputState } from "./input-state.ts";
import { neighbours } from "./neighbours.ts";
import { observed } from "./observed.ts";
import { binding, threadPlacement } from "./thread-placement.ts";
import { staging } from "./staging.ts";
import { phase, verification, workloadReport } from "./workload-report.ts";

export const resultSchemaVersion = "1.1";
/** Versions that are read: what 1.1 added is null in a result of 1.0, with the reason. */
const readableVersions = ["1.0", resultSchemaVersion] as const;

const seconds = z.number().nonnegative();

const notRecorded = { value: null, reason: "the runner of that time did not record it" };

/** A value that older results lack. */
const recordedSince = <Value extends z.ZodType>(value: Value) =>
  value.prefault(notRecorded as z.input<Value>);

/** One execution of the workload inside the job. */
const sample = z.strictObject({
  repetition: z.int().nonnegative().describe("0-based, over warm-up and timed runs together."),
  warmup: z.boolean().describe("true: recorded, not counted in any summary."),
  outcome: z.enum(["completed", "verification-failed", "failed", "interrupted"]),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  wall_s: seconds.describe("From outside the process: start to exit."),
  user_cpu_s: observed(seconds),
  system_cpu_s: observed(seconds),
  peak_memory_mib: observed(z.number().positive()).describe("Largest resident set of the workload process."),
  read_bytes: observed(z.number().nonnegative()).describe("Through read calls, cached or not."),
  written_bytes: observed(z.number().nonnegative()).describe("Through write calls, cached or not."),
  storage_read_bytes: recordedSince(observed(z.number().nonnegative())).describe(
    "Of what was read, from storage rather than the page cache (read_bytes of proc_pid_io).",
  ),
  input: recordedSince(observed(inputState)).describe("Whether input files were in the page cache."),
  neighbours: recordedSince(observed(neighbours)).describe(
    "What else the machine did meanwhile: throttling, pressure, steal, load.",
  ),
  placement: recordedSince(observed(threadPlacement)).describe(
    "Threads and where they ran, seen while the run ran; environment.threads and thread_binding are what was asked.",
  ),
  simulated_days: z.number().positive().describe("As asked for; a report that differs fails verification."),
  sim_days_per_day: z
    .strictObject({ whole_run: observed(z.number().positive()), main_loop: observed(z.number().positive()) })
    .describe(
      "Simulated days per wall-clock day: over the whole process, and over its main loop without initialisation.",
    ),
  phases: z.array(phase).describe("The workload's own timers; empty when it did not get that far."),
  report: z
    .discriminatedUnion("program", [workloadReport, geosChemReport])
    .nullable()
    .describe("What the workload wrote of itself; null when it did not get that far."),
});

const environment = z.strictObject({
  architecture: observed(z.string()).describe("uname -m, as the workload sees it."),
  cpu_model: observed(z.string()),
  cpu_identity: observed(z.string()).describe(
    "aarch64: implementer/part; x86: vendor/family/model/stepping.",
  ),
  logical_cpus: observed(z.int().positive()).describe("CPUs that the container may run on."),
  threads_per_core: observed(z.int().positive()),
  caches: observed(z.array(z.strictObject({ level: z.int(), type: z.string(), bytes: z.int() }))),
  memory_mib: observed(z.number().positive()).describe("Memory of the machine as its kernel reports it."),
  memory_limit_mib: observed(z.number().positive()).describe("Limit of the container's control group."),
  kernel: observed(z.string()),
  transparent_huge_pages: recordedSince(observed(z.enum(["always", "madvise", "never"]))).describe(
    "Whether the kernel gives memory in pages of megabytes: to all, to who asks, or to nobody.",
  ),
  numa_nodes: recordedSince(observed(z.int().positive())).describe(
    "Nodes that the memory is in: between two of them, access is slower.",
  ),
  kernel_settings: recordedSince(observed(z.record(z.string(), z.string()))).describe(
    "Others that come with the machine image and that speed depends on, as the kernel writes them.",
  ),
  instance_type: observed(z.string()).describe("From instance metadata: what it really ran on."),
  instance_id: observed(z.string()),
  availability_zone: observed(z.string()),
  ami: recordedSince(observed(z.string())).describe("Machine image of the instance."),
  instance_launched_at: recordedSince(observed(z.iso.datetime())).describe(
    "When EC2 launched the instance: before it, no boot and no image was paid for.",
  ),
  purchase_option: recordedSince(
    observed(z.enum(["on-demand", "spot", "scheduled", "capacity-block"])),
  ).describe("As instance metadata names the instance's life cycle: what its hour costs depends on it."),
  microcode: recordedSince(observed(z.string())).describe(
    "Revision of the processor's microcode, which a security update changes and speed with it (x86 alone shows it).",
  ),
  image: observed(z.string()).describe("Content id of the container image."),
  runner_node: observed(z.string()),
  threads: z.int().positive().describe("OMP_NUM_THREADS given to the workload."),
  thread_placement: observed(z.string()).describe(
    "OMP_PROC_BIND / OMP_PLACES given to the workload; what came of it is in samples[].placement.",
  ),
  thread_binding: recordedSince(observed(binding)).describe("What they ask for."),
  cpus_allowed: recordedSince(observed(z.string())).describe(
    "CPUs that the container may run on, as the kernel lists them, for example 0-15.",
  ),
});

/** `results.json`: everything one job attempt measured, with the evidence that it may be believed. */
export const result = z
  .strictObject({
    schema_version: z.enum(readableVersions),
    benchmark_id: z.string(),
    job: z.strictObject({
      id: z.string(),
      attempt: z.int().positive(),
      queue: z.string().nullable(),
      compute_environment: z.string().nullable(),
      array_index: z.int().nonnegative().nullable(),
    }),
    outcome: z.enum(["succeeded", "workload-failed", "verification-failed", "interrupted"]),
    outcome_reason: z.string().nullable().describe("Why it did not succeed."),
    flags: z.strictObject({
      emulated: observed(z.boolean()).describe(
        "true: ran under QEMU. Functional evidence only, never performance.",
      ),
      proxy: z.boolean().describe("true: the proxy workload ran, not GEOS-Chem."),
      valid: z.boolean().describe("true: every timed run completed and verified itself."),
    }),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime(),
    config: benchmarkConfig.describe(
      "As parsed, defaults filled in. `hardware` is a claim; see `environment`.",
    ),
    config_sha256: z.string().describe("Of config.json as it is stored."),
    workload: z.strictObject({
      engine: z.string(),
      command: z.array(z.string()),
      build: observed(z.string()).describe(
        "generic, or the processor that the proxy was compiled for, as GCC names it.",
      ),
      executable_sha256: observed(z.string().regex(/^[0-9a-f]{64}$/))
        .default(notRecorded)
        .describe("Of the program that computes: tells one build, or a stand-in, from another."),
      version: observed(z.string()),
      compiler: observed(z.string()),
      compiler_options: observed(z.string()),
    }),
    staging: recordedSince(observed(staging)).describe(
      "What was done so that the runs could run, which is in no run's time: seconds and bytes.",
    ),
    samples: z.array(sample),
    verification: verification
      .nullable()
      .describe("All checks of all timed runs; null when none got that far."),
    environment,
    canaries: z
      .strictObject({ before: observed(canaryReport), after: observed(canaryReport) })
      .describe(
        "Memory bandwidth and effective clock around the runs: whether the machine was the same all along.",
      ),
    provenance: z.strictObject({
      runner_version: z.string(),
      source_revision: observed(z.string()),
      suite_sha256: observed(z.string()),
    }),
  })
  .describe("Result of one benchmark job attempt");

export type Result = z.output<typeof result>;
export type Sample = z.output<typeof sample>;
export type Environment = z.output<typeof environment>;
