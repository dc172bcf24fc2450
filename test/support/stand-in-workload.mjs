#!/usr/bin/env node
/**
 * A stand-in for the proxy workload: it honours the command line and the report of ctm-proxy and computes nothing.
 * Tests tell it by environment variables how to behave:
 *
 * STAND_IN=ok | verification-failed | exit | segfault | hang | ignore-sigterm | no-report | broken-report | lying |
 * leave-child STAND_IN_EXIT=<code> STAND_IN_REPORT=<JSON merged into the report> STAND_IN_MEMORY_MIB STAND_IN_CPU_MS
 * STAND_IN_WRITE_BYTES STAND_IN_CHECKSUMS=a,b,… (one per run, by the number of the run's directory)
 * STAND_IN_LINE_BYTES
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

const { env } = process;
const behaviour = env.STAND_IN ?? "ok";
const option = { type: "string" };
const { values } = parseArgs({
  options: {
    simulation: option,
    resolution: option,
    levels: option,
    hours: option,
    tracers: option,
    output: option,
  },
});
const hours = Number(values.hours);
const run = Number(basename(process.cwd()));

console.log(`stand-in: OMP_NUM_THREADS=${env.OMP_NUM_THREADS} OMP_STACKSIZE=${env.OMP_STACKSIZE}`);
console.log(
  `stand-in: AWS variables seen: ${Object.keys(env).filter((name) => name.startsWith("AWS_")).length}`,
);
for (let hour = 1; hour <= Math.min(hours, 24); hour++) {
  const time = `${String(hour).padStart(2, "0")}:00`;
  console.log(`---> DATE: 2019/01/01  UTC: ${time}  X-HRS: ${hour.toFixed(6).padStart(13)}`);
}
if (env.STAND_IN_LINE_BYTES) console.log("x".repeat(Number(env.STAND_IN_LINE_BYTES)));

const memory = Buffer.alloc(Number(env.STAND_IN_MEMORY_MIB ?? 0) * 1024 * 1024, 1);
const cpuMs = () =>
  Object.values(process.cpuUsage()).reduce((sum, microseconds) => sum + microseconds / 1000, 0);
while (cpuMs() < Number(env.STAND_IN_CPU_MS ?? 0));
if (env.STAND_IN_WRITE_BYTES) {
  writeFileSync(join(values.output, "restart.bin"), Buffer.alloc(Number(env.STAND_IN_WRITE_BYTES)));
}

if (behaviour === "hang" || behaviour === "ignore-sigterm") {
  if (behaviour === "ignore-sigterm") process.on("SIGTERM", () => console.log("stand-in: SIGTERM ignored"));
  console.log("stand-in: hanging");
  setInterval(() => {}, 1000);
} else {
  finish();
}

function finish() {
  if (behaviour === "segfault") {
    console.error("Program received signal SIGSEGV: Segmentation fault - invalid memory reference.");
    process.kill(process.pid, "SIGSEGV");
    return;
  }
  if (behaviour === "exit") {
    console.error("stand-in: told to fail");
    process.exitCode = Number(env.STAND_IN_EXIT);
    return;
  }
  // Holds the output open after the workload itself has ended.
  if (behaviour === "leave-child") spawn("sleep", ["60"], { stdio: "inherit" }).unref();
  if (behaviour === "no-report") return;
  const passed = behaviour !== "verification-failed";
  const text = JSON.stringify({ ...report(passed), ...JSON.parse(env.STAND_IN_REPORT ?? "{}") });
  writeFileSync(
    join(values.output, "report.json"),
    behaviour === "broken-report" ? text.slice(0, text.length / 2) : text,
  );
  writeFileSync(
    join(values.output, "timers.json"),
    JSON.stringify({ "GEOS-Chem Classic timers": { Transport: { seconds: 0.5 } } }),
  );
  if (!passed) process.exitCode = 3;
}

/** As ctm-proxy: what is followed from outside misses growth shortly before the end. */
function peakMemory() {
  if (!env.STAND_IN_MEMORY_MIB) return { value: null, reason: "the stand-in was not told to hold memory" };
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return { value: Number(kibibytes) / 1024 };
}

function report(passed) {
  const grid = values.resolution === "4x5" ? { nlon: 72, nlat: 46 } : { nlon: 144, nlat: 91 };
  const checksums = env.STAND_IN_CHECKSUMS?.split(",") ?? [];
  return {
    report_version: 1,
    program: "ctm-proxy",
    version: "0.0.0-stand-in",
    compiler: "none",
    compiler_options: `none, held ${memory.length} bytes`,
    simulation: values.simulation,
    flow: "solid-body",
    grid: { resolution: values.resolution, ...grid, nlev: Number(values.levels) },
    tracers: Number(values.tracers),
    time_step_s: 600,
    steps: hours * 6,
    simulated_seconds: hours * 3600,
    threads: Number(env.OMP_NUM_THREADS),
    phases: [
      { name: "Initialization", wall_s: 0.001, cpu_s: null, calls: 1 },
      { name: "Transport", wall_s: 0.002, cpu_s: null, calls: hours * 6 },
    ],
    main_loop_wall_s: 0.002,
    total_wall_s: 0.003,
    work: {
      bytes_model: 1,
      flops_model: 1,
      phases: [{ name: "Transport", cell_updates: 1, bytes_model: 1, flops_model: 1 }],
      model: "none",
    },
    peak_memory_mib: peakMemory(),
    verification: {
      passed: passed || behaviour === "lying",
      checks: [
        {
          name: "mass conservation",
          value: passed && behaviour !== "lying" ? 1e-15 : 0.5,
          limit: 1e-12,
          unit: "1",
          passed: passed || behaviour === "lying",
        },
      ],
    },
    error_norms: null,
    error_norms_reason: "the stand-in computes nothing",
    checksum: checksums[run] ?? "00000000",
  };
}
