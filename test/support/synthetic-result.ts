import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { benchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Manifest } from "../../contract/manifest.ts";
import type { Neighbours } from "../../contract/neighbours.ts";
import { result, type Result } from "../../contract/result.ts";
import { attemptPrefix } from "../../contract/result-layout.ts";

/** What of a synthetic result a test decides; the rest is the same in all of them. */
export interface Synthetic {
  readonly benchmarkId?: string;
  readonly jobId?: string;
  readonly attempt?: number;
  readonly instanceType?: "c7g.4xlarge" | "c7i.4xlarge";
  readonly instanceId?: string | null;
  /** One for each timed run. */
  readonly wallSeconds?: readonly number[];
  readonly startedAt?: string;
  readonly emulated?: boolean | null;
  readonly valid?: boolean;
  readonly purchaseOption?: "on-demand" | "spot";
  readonly launchedAt?: string;
  readonly threads?: number;
  /** Words of others in a result. */
  readonly kernel?: string;
  readonly outcomeReason?: string;
  /** What went on beside its runs. */
  readonly disturbance?: string;
}

const hardware = {
  "c7g.4xlarge": { processor_type: "Graviton3", architecture: "arm64" },
  "c7i.4xlarge": { processor_type: "Sapphire Rapids", architecture: "x86_64" },
} as const;

const notHere = (reason: string) => ({ value: null, reason });

function neighboursWith(disturbance: string): Neighbours {
  const synthetic = notHere("synthetic");
  return {
    throttled_s: synthetic,
    throttled_periods_share: synthetic,
    pressure: {
      cpu_some_s: synthetic,
      memory_some_s: synthetic,
      memory_full_s: synthetic,
      io_some_s: synthetic,
      io_full_s: synthetic,
    },
    steal_s: synthetic,
    other_cpu_s: synthetic,
    load_1min: { start: synthetic, end: synthetic },
    disturbances: [disturbance],
  };
}

/** A result that nothing measured: a stand-in for tests of what reads results. It passes the schema of real ones. */
export function syntheticResult(of: Synthetic = {}): Result {
  const { instanceType = "c7g.4xlarge", wallSeconds = [100], valid = true, emulated = false } = of;
  const synthetic = notHere("synthetic");
  const config = benchmarkConfig.parse({
    id: of.benchmarkId ?? "SYNTHETIC",
    simulation_type: "transport",
    domain: { type: "global", resolution: "4x5" },
    duration: { days: 1 },
    hardware: { instance_type: instanceType, ...hardware[instanceType], vcpus: 15, memory_gb: 30 },
    repetitions: wallSeconds.length,
  });
  const startedAt = new Date(of.startedAt ?? "2026-01-01T00:00:00Z");
  const total = wallSeconds.reduce((sum, seconds) => sum + seconds, 0);
  return result.parse({
    schema_version: "1.0",
    benchmark_id: config.id,
    job: {
      id: of.jobId ?? "job-1",
      attempt: of.attempt ?? 1,
      queue: "geos-chem-graviton-queue",
      compute_environment: "geos-chem-graviton",
      array_index: null,
    },
    outcome: valid ? "succeeded" : "verification-failed",
    outcome_reason: valid ? null : (of.outcomeReason ?? "mass drift"),
    flags: {
      emulated: emulated === null ? notHere("no /proc") : { value: emulated },
      proxy: true,
      valid,
    },
    started_at: startedAt.toISOString(),
    finished_at: new Date(startedAt.getTime() + total * 1000).toISOString(),
    config,
    config_sha256: "0".repeat(64),
    workload: {
      engine: "proxy",
      command: ["ctm-proxy"],
      build: { value: "generic" },
      executable_sha256: { value: "1".repeat(64) },
      version: { value: "0.1.0" },
      compiler: { value: "GCC 14.2.0" },
      compiler_options: { value: "-O3" },
    },
    samples: wallSeconds.map((seconds, repetition) => ({
      repetition,
      warmup: false,
      outcome: valid ? "completed" : "verification-failed",
      exit_code: valid ? 0 : 3,
      signal: null,
      wall_s: seconds,
      user_cpu_s: { value: seconds * 14 },
      system_cpu_s: { value: seconds * 0.1 },
      peak_memory_mib: { value: 700 },
      read_bytes: { value: 0 },
      written_bytes: { value: 0 },
      simulated_days: 1,
      sim_days_per_day: {
        whole_run: { value: 86_400 / seconds },
        main_loop: { value: 86_400 / (seconds * 0.98) },
      },
      phases: [
        { name: "Timesteps", wall_s: seconds * 0.98, cpu_s: null, calls: 1 },
        { name: "Transport", wall_s: seconds * 0.9, cpu_s: null, calls: 144 },
      ],
      report: null,
      ...(of.disturbance !== undefined && { neighbours: { value: neighboursWith(of.disturbance) } }),
    })),
    verification: null,
    environment: {
      architecture: { value: instanceType === "c7g.4xlarge" ? "aarch64" : "x86_64" },
      cpu_model: synthetic,
      cpu_identity: synthetic,
      logical_cpus: { value: 16 },
      threads_per_core: { value: instanceType === "c7g.4xlarge" ? 1 : 2 },
      caches: synthetic,
      memory_mib: { value: 31_000 },
      memory_limit_mib: { value: 30_720 },
      kernel: { value: of.kernel ?? "6.1.0" },
      transparent_huge_pages: { value: "madvise" },
      numa_nodes: { value: 1 },
      kernel_settings: { value: { "vm.swappiness": "60" } },
      instance_type: { value: instanceType },
      instance_id: of.instanceId === null ? notHere("no metadata") : { value: of.instanceId ?? "i-1" },
      availability_zone: { value: "us-east-1a" },
      purchase_option: of.purchaseOption ? { value: of.purchaseOption } : synthetic,
      instance_launched_at: of.launchedAt ? { value: of.launchedAt } : synthetic,
      image: { value: "sha256:synthetic" },
      runner_node: { value: "24.0.0" },
      threads: of.threads ?? 15,
      thread_placement: { value: "close/cores" },
    },
    canaries: { before: synthetic, after: synthetic },
    provenance: { runner_version: "0.1.0", source_revision: synthetic, suite_sha256: synthetic },
  });
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The files of a result as the runner stores them, by their names below the attempt's folder. */
export function filesOfResult(
  of: Result,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const objects = {
    "config.json": JSON.stringify(of.config),
    "results.json": JSON.stringify(of),
    "log.txt": "log\n",
    ...more,
  };
  const manifest: Manifest = {
    schema_version: "1.0",
    benchmark_id: of.benchmark_id,
    job_id: of.job.id,
    attempt: of.job.attempt,
    outcome: of.outcome,
    valid: of.flags.valid,
    created_at: of.finished_at,
    objects: Object.entries(objects).map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      sha256: digest(text),
    })),
  };
  return { ...objects, "manifest.json": JSON.stringify(manifest) };
}

/** Writes a result below `root`, as a run would; returns its folder. */
export function writeResult(root: string, of: Result, more: Readonly<Record<string, string>> = {}): string {
  const folder = path.join(
    root,
    attemptPrefix({ benchmarkId: of.benchmark_id, jobId: of.job.id, attempt: of.job.attempt }),
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(filesOfResult(of, more)))
    writeFileSync(path.join(folder, name), text);
  return folder;
}
