import { fileURLToPath } from "node:url";
import type { BenchmarkConfig } from "../../../../contract/benchmark-config.ts";
import { parseBenchmarkConfig } from "../../../../contract/parse-benchmark-config.ts";
import type { WorkloadReport } from "../../../../contract/workload-report.ts";

export const standIn = fileURLToPath(new URL("../../../support/stand-in-workload.mjs", import.meta.url));

const minimal = {
  id: "TEST-BENCHMARK",
  simulation_type: "transport",
  domain: { type: "global", resolution: "4x5" },
  duration: { hours: 2 },
  hardware: {
    instance_type: "c7g.4xlarge",
    processor_type: "Graviton3",
    architecture: "arm64",
    vcpus: 15,
    memory_gb: 30,
  },
};

export const configJson = (more: object = {}): string => JSON.stringify({ ...minimal, ...more });

export const parsedConfig = (more: object = {}): BenchmarkConfig => parseBenchmarkConfig(configJson(more));

/** A report that fits {@link parsedConfig} with 2 threads. */
export function goodReport(more: Partial<WorkloadReport> = {}): WorkloadReport {
  return {
    report_version: 1,
    program: "ctm-proxy",
    version: "1.0",
    compiler: "gfortran",
    compiler_options: "-O3",
    simulation: "transport",
    flow: "solid-body",
    grid: { resolution: "4x5", nlon: 72, nlat: 46, nlev: 72 },
    tracers: 21,
    time_step_s: 600,
    steps: 12,
    simulated_seconds: 7200,
    threads: 2,
    phases: [{ name: "Transport", wall_s: 1, cpu_s: 2, calls: 12 }],
    main_loop_wall_s: 1,
    total_wall_s: 1.5,
    work: {
      bytes_model: 1,
      flops_model: 1,
      phases: [{ name: "Transport", cell_updates: 1, bytes_model: 1, flops_model: 1 }],
      model: "model",
    },
    peak_memory_mib: { value: 60 },
    verification: {
      passed: true,
      checks: [{ name: "mass", value: 1e-15, limit: 1e-12, unit: "1", passed: true }],
    },
    error_norms: null,
    checksum: "abcd",
    ...more,
  };
}
