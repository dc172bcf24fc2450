import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { manifest } from "../../../contract/manifest.ts";
import { findRecoveryRecord } from "../../../contract/recovery-record.ts";
import { result, type Result } from "../../../contract/result.ts";
import { runBenchmark } from "../../../runner/run-benchmark.ts";
import { configJson } from "./support/benchmark.ts";
import { memoryStore } from "./support/memory-store.ts";
import { testPorts, type TestPorts } from "./support/ports.ts";

const run = (ports: TestPorts, config: object = {}) =>
  runBenchmark({ kind: "run", benchmark: configJson(config), outputPath: ports.output }, ports);

const attempt = (ports: TestPorts, job: string, number = 1) =>
  join(ports.output, "TEST-BENCHMARK", job, String(number));

/** Reads a stored result and checks that its manifest is true. */
function stored(directory: string): Result {
  const listed = manifest.parse(JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")));
  for (const { name, bytes, sha256 } of listed.objects) {
    const content = readFileSync(join(directory, name));
    expect(content.length, name).toBe(bytes);
    expect(createHash("sha256").update(content).digest("hex"), name).toBe(sha256);
  }
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBe(listed.objects.length + 1);
  const read = result.parse(JSON.parse(readFileSync(join(directory, "results.json"), "utf8")));
  expect(listed).toMatchObject({ outcome: read.outcome, valid: read.flags.valid, job_id: read.job.id });
  return read;
}

const job = { AWS_BATCH_JOB_ID: "job-1", AWS_BATCH_JOB_ATTEMPT: "1" };

test("a benchmark that succeeds is stored whole, with every timed run measured", async () => {
  const ports = testPorts({
    ...job,
    AWS_BATCH_JQ_NAME: "queue",
    AWS_BATCH_CE_NAME: "arm",
    AWS_BATCH_JOB_ARRAY_INDEX: "3",
    STAND_IN_MEMORY_MIB: "200",
    STAND_IN_CPU_MS: "400",
    STAND_IN_WRITE_BYTES: "3000000",
  });
  expect(await run(ports, { repetitions: 2, warmup: 1 })).toBe(0);
  const { samples, ...rest } = stored(attempt(ports, "job-1"));
  expect(rest).toMatchObject({
    outcome: "succeeded",
    outcome_reason: null,
    job: { id: "job-1", attempt: 1, queue: "queue", compute_environment: "arm", array_index: 3 },
    flags: { proxy: true, valid: true },
    verification: { passed: true },
    environment: { threads: 2 },
  });
  expect(samples.map(({ warmup }) => warmup)).toEqual([true, false, false]);
  for (const sample of samples) {
    expect(sample).toMatchObject({ outcome: "completed", exit_code: 0, signal: null });
    const cpuSeconds = Number(sample.user_cpu_s.value) + Number(sample.system_cpu_s.value);
    expect(cpuSeconds).toBeGreaterThan(0.38);
    expect(cpuSeconds).toBeLessThan(10);
    expect(sample.peak_memory_mib.value).toBeGreaterThan(200);
    expect(sample.peak_memory_mib.value).toBeLessThan(400);
    // The report, the timers and the progress lines come on top.
    expect(sample.written_bytes.value).toBeGreaterThan(3_000_000);
    expect(sample.written_bytes.value).toBeLessThan(3_020_000);
    expect(sample.sim_days_per_day.whole_run.value).toBeCloseTo((2 / 24 / sample.wall_s) * 86_400);
  }
  expect(readdirSync(ports.scratch)).toEqual([]);
});

test("the log has what the workload said, live and stored, and it saw threads but no credentials", async () => {
  const ports = testPorts({ ...job, AWS_SECRET_ACCESS_KEY: "secret" });
  await run(ports);
  const log = readFileSync(join(attempt(ports, "job-1"), "log.txt"), "utf8");
  expect(log).toContain("---> DATE: 2019/01/01  UTC: 02:00  X-HRS:      2.000000\n");
  expect(log).toContain("stand-in: OMP_NUM_THREADS=2 OMP_STACKSIZE=500m\n");
  expect(log).toContain("stand-in: AWS variables seen: 0\n");
  expect(log).toContain("runner: 2 threads instead of the 15 vCPUs asked for: only 2 CPUs are available\n");
  expect(ports.log.join("")).toContain(log);
  expect(ports.log.at(-1)).toBe(`runner: result ${attempt(ports, "job-1")}/manifest.json (valid)\n`);
});

test.each([
  ["segfault", {}, "workload-failed", 12, /SIGSEGV.*stack.*invalid memory reference/],
  ["exit", { STAND_IN_EXIT: "137" }, "workload-failed", 12, /137 \(SIGKILL\): killed: usually out of memory/],
  ["exit", { STAND_IN_EXIT: "159" }, "workload-failed", 12, /GEOS-Chem stopped.*told to fail/],
  ["exit", { STAND_IN_EXIT: "3" }, "workload-failed", 12, /no valid report/],
  ["no-report", {}, "workload-failed", 12, /exit code 0, but there is no valid report.*wrote no report/],
  ["broken-report", {}, "workload-failed", 12, /no valid report of it: The workload report is not JSON/],
  ["verification-failed", {}, "verification-failed", 13, /mass conservation is 0.5 \(limit 1e-12 1\)/],
  ["lying", {}, "verification-failed", 13, /mass conservation is 0.5/],
  ["ok", { STAND_IN_REPORT: '{"threads":1}' }, "verification-failed", 13, /threads: asked 2, reported 1/],
  ["ok", { STAND_IN_REPORT: '{"total_wall_s":9e9}' }, "verification-failed", 13, /the whole process took/],
  ["ok", { STAND_IN_REPORT: '{"program":"other"}' }, "workload-failed", 12, /program: given "other"/],
])(
  "a workload that ends as %s %j is %s, stored and invalid",
  async (behaviour, env, outcome, code, reason) => {
    const ports = testPorts({ ...job, STAND_IN: behaviour, ...env });
    expect(await run(ports, { repetitions: 3 })).toBe(code);
    const read = stored(attempt(ports, "job-1"));
    expect(read.outcome).toBe(outcome);
    expect(read.outcome_reason).toMatch(reason);
    expect(read.flags.valid).toBe(false);
    expect(read.verification?.passed ?? false).toBe(false);
    // What failed once is not paid for three times.
    expect(read.samples).toHaveLength(1);
  },
);

test("repetitions that answer differently are not a valid result", async () => {
  const ports = testPorts({ ...job, STAND_IN_CHECKSUMS: "a,a,b" });
  expect(await run(ports, { repetitions: 3 })).toBe(13);
  const read = stored(attempt(ports, "job-1"));
  expect(read.outcome_reason).toBe("Verification failed: runs: other answers than the first.");
  expect(read.samples.map(({ outcome }) => outcome)).toEqual(["completed", "completed", "completed"]);
});

test.each([
  ["/nonexistent/ctm-proxy", /did not start \(ENOENT\): there is no such program/],
  ["/dev/null", /did not start \(EACCES\): it is not executable/],
])("a workload that cannot start (%s) is a stored failure", async (workload, reason) => {
  const ports = testPorts({ ...job, GCBENCH_WORKLOAD: workload });
  expect(await run(ports)).toBe(12);
  const read = stored(attempt(ports, "job-1"));
  expect(read.outcome_reason).toMatch(reason);
  expect(read.samples[0]).toMatchObject({
    outcome: "failed",
    exit_code: null,
    signal: null,
    peak_memory_mib: { value: null, reason: "the workload did not start" },
    sim_days_per_day: { whole_run: { value: null, reason: "the run failed" } },
  });
});

test("what a workload leaves running in the background does not hold the job", async () => {
  const ports = testPorts({ ...job, STAND_IN: "leave-child" });
  expect(await run(ports)).toBe(0);
  expect(stored(attempt(ports, "job-1")).samples[0]?.wall_s).toBeLessThan(30);
});

test.each(["hang", "ignore-sigterm"])(
  "an interrupted workload (%s) is stored as interrupted",
  async (behaviour) => {
    const ports = testPorts({ ...job, STAND_IN: behaviour });
    const running = run(ports, { repetitions: 2 });
    await expect.poll(() => ports.log.join("")).toContain("stand-in: hanging");
    ports.interrupt("SIGTERM");
    expect(await running).toBe(15);
    const read = stored(attempt(ports, "job-1"));
    expect(read).toMatchObject({ outcome: "interrupted", flags: { valid: false }, verification: null });
    expect(read.samples).toMatchObject([
      { outcome: "interrupted", signal: behaviour === "hang" ? "SIGTERM" : "SIGKILL" },
    ]);
  },
);

test("a result that cannot be stored is kept in a directory and in the log", async () => {
  const ports = testPorts(job, { openStore: () => Promise.resolve(memoryStore("results.json")) });
  expect(await run(ports)).toBe(14);
  const kept = stored(join(ports.scratch, "gcbench-kept/TEST-BENCHMARK/job-1/1"));
  expect(kept.outcome).toBe("succeeded");
  const record = findRecoveryRecord(ports.log.join(""));
  expect(record?.destination).toBe("s3://bucket/results/X/1/1");
  const names = ["config.json", "results.json", "runs/0/report.json", "runs/0/timers.json", "manifest.json"];
  expect(Object.keys(record?.objects ?? {}).sort()).toEqual(names.sort());
  expect(JSON.parse(record?.objects["results.json"] ?? "")).toEqual(kept);
  const listed = manifest.parse(JSON.parse(record?.objects["manifest.json"] ?? ""));
  expect(listed.objects.map(({ name }) => name)).not.toContain("log.txt");
  expect(ports.log.join("")).toContain("store it with: gcbench recover job-1");
});

test("without any writable place the log alone still has the result", async () => {
  const ports = testPorts(
    { ...job, GCBENCH_KEEP: "/dev/null/kept" },
    { openStore: () => Promise.resolve(memoryStore("manifest.json")) },
  );
  expect(await run(ports)).toBe(14);
  expect(ports.log.join("")).toContain("no copy is kept on this machine");
  expect(findRecoveryRecord(ports.log.join(""))?.objects["results.json"]).toBeDefined();
});

test("objects are stored before the manifest, the log after what it reports on", async () => {
  const store = memoryStore();
  await run(testPorts(job, { openStore: () => Promise.resolve(store) }));
  expect(store.names).toEqual([
    "config.json",
    "results.json",
    "runs/0/report.json",
    "runs/0/timers.json",
    "log.txt",
    "manifest.json",
  ]);
});

test("attempts and array children of a job do not meet; the same attempt is refused before computing", async () => {
  const ports = testPorts({ ...job, AWS_BATCH_JOB_ID: "parent:0" });
  const at = (id: string, number: string) =>
    run({ ...ports, env: { ...ports.env, AWS_BATCH_JOB_ID: id, AWS_BATCH_JOB_ATTEMPT: number } });
  expect(await at("parent:0", "1")).toBe(0);
  expect(await at("parent:0", "2")).toBe(0);
  expect(await at("parent:1", "1")).toBe(0);
  expect(stored(attempt(ports, "parent:0", 2)).job.attempt).toBe(2);
  await expect(at("parent:1", "1")).rejects.toMatchObject({
    exitCode: 11,
    cause: { code: "already-stored" },
  });
});

test.each([
  [{ benchmark: "{", outputPath: "out" }, 10, "invalid-json"],
  [{ benchmark: configJson({ id: "a/b" }), outputPath: "out" }, 10, "invalid-benchmark-config"],
  [{ benchmark: configJson(), outputPath: undefined }, 11, "output-path-not-usable"],
  [{ benchmark: configJson(), outputPath: "Ref::outputPath" }, 11, "output-path-not-usable"],
  [{ benchmark: configJson(), outputPath: "s3:/bucket" }, 11, "malformed-s3-url"],
  [{ benchmark: configJson(), outputPath: `s3://bucket/${"x".repeat(1000)}` }, 11, "output-path-not-usable"],
  [{ benchmark: configJson(), outputPath: "/dev/null/out" }, 11, "not-a-directory"],
])("nothing is computed for %j", async (command, exitCode, code) => {
  const ports = testPorts(job);
  await expect(runBenchmark({ kind: "run", ...command }, ports)).rejects.toMatchObject({
    exitCode,
    cause: { code },
  });
  expect(ports.log.join("")).not.toContain("stand-in");
  expect(existsSync("out")).toBe(false);
});

test("the config's own output path is used when the command line has none", async () => {
  const ports = testPorts(job);
  const benchmark = configJson({ output: { path: ports.output } });
  expect(await runBenchmark({ kind: "run", benchmark, outputPath: undefined }, ports)).toBe(0);
  expect(stored(attempt(ports, "job-1")).flags.valid).toBe(true);
});

test("a scratch directory that cannot be made is a failure to start", async () => {
  const ports = testPorts({ ...job, GCBENCH_SCRATCH: "/dev/null" });
  await expect(run(ports)).rejects.toMatchObject({ exitCode: 12, cause: { code: "scratch-not-usable" } });
});

const canary = fileURLToPath(new URL("../../support/stand-in-canary.mjs", import.meta.url));

test("the machine is measured before and after the runs", async () => {
  const ports = testPorts({ ...job, GCBENCH_CANARY: canary });
  expect(await run(ports)).toBe(0);
  const { canaries, environment } = stored(attempt(ports, "job-1"));
  for (const found of [canaries.before, canaries.after]) {
    expect(found.value?.threads).toBe(environment.threads);
    expect(found.value?.triad.array_bytes).toBeGreaterThanOrEqual(128 * 1024 ** 2);
  }
  const lines = ports.log.join("").split("\n");
  const place = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(place("canary before the runs: triad 2.0 GB/s")).toBeGreaterThan(0);
  expect(place("canary before")).toBeLessThan(place("run 0 starts"));
  expect(place("canary after the runs: triad 2.0 GB/s")).toBeGreaterThan(place("run 0 ended"));
});

test("a canary that fails costs only its own numbers", async () => {
  const ports = testPorts({ ...job, GCBENCH_CANARY: canary, STAND_IN_CANARY: "exit" });
  expect(await run(ports)).toBe(0);
  const { canaries, flags } = stored(attempt(ports, "job-1"));
  expect(flags.valid).toBe(true);
  expect(canaries.after).toMatchObject({ value: null, reason: expect.stringContaining("exit code 3") });
});
