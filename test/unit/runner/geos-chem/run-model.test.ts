import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { result, type Result } from "../../../../contract/result.ts";
import { sha256 } from "../../../../contract/sha256.ts";
import { runBenchmark } from "../../../../runner/run-benchmark.ts";
import { configJson } from "../support/benchmark.ts";
import { testPorts, type TestPorts } from "../support/ports.ts";
import { startOpenBucket } from "./support/open-bucket.ts";
import { inputKeys, makeRunDirectory, restartKey, write } from "./support/run-directory.ts";

const day = { duration: { days: 1 } };
const engine = { engine: "geos-chem-classic", threads: 2 };

const run = (ports: TestPorts, workload: object = {}, config: object = {}) =>
  runBenchmark(
    {
      kind: "run",
      benchmark: configJson({ ...day, ...config, workload: { ...engine, ...workload } }),
      outputPath: ports.output,
    },
    ports,
  );

const attempt = (ports: TestPorts) => join(ports.output, "TEST-BENCHMARK", "job-1", "1");
const stored = (ports: TestPorts): Result =>
  result.parse(JSON.parse(readFileSync(join(attempt(ports), "results.json"), "utf8")));

const filesOf = (path: string) => new Set(readdirSync(path, { recursive: true, encoding: "utf8" }));

/** A finished job: what it was run with, and what came of it. */
async function runIn(
  directory: { path: string },
  {
    env = {},
    workload = {},
    config = {},
  }: { env?: Record<string, string>; workload?: object; config?: object },
  more: Parameters<typeof testPorts>[1] = {},
) {
  const variables = { AWS_BATCH_JOB_ID: "job-1", GCBENCH_GCCLASSIC_RUNDIR: directory.path, ...env };
  const ports = testPorts(variables, more);
  const code = await run(ports, workload, config);
  return { code, ports, log: ports.log.join(""), read: stored(ports) };
}

test("a run is measured, verified and stored, and never called a proxy", async () => {
  const directory = makeRunDirectory();
  const before = filesOf(directory.path);
  const { code, ports, log, read } = await runIn(directory, {
    env: { STAND_IN_STEP_MS: "1", AWS_SECRET_ACCESS_KEY: "secret" },
    config: { repetitions: 2, warmup: 1 },
  });
  expect(code).toBe(0);
  expect(read).toMatchObject({
    outcome: "succeeded",
    flags: { proxy: false, valid: true },
    config: { workload: { engine: "geos-chem-classic" } },
    workload: {
      engine: "geos-chem-classic",
      version: { value: "stand-in, computes nothing" },
      compiler: { value: "none (stand-in)" },
      executable_sha256: { value: sha256(readFileSync(join(directory.path, "gcclassic"))) },
      compiler_options: { value: null, reason: "the workload does not report it" },
    },
    verification: { passed: true },
  });
  expect(read.config.workload).not.toHaveProperty("tracers");
  expect(read.staging.value?.steps).toMatchObject([
    { step: "run-directory", times: 1 },
    { step: "dry-run", times: 1 },
    { step: "hash", times: 1, bytes: 0 },
    { step: "copy", times: 3 },
    { step: "cache", times: 3, bytes: 3 * (read.samples[0]?.input.value?.bytes ?? 0) },
  ]);
  expect(read.samples).toHaveLength(3);
  for (const sample of read.samples) {
    expect(sample).toMatchObject({ outcome: "completed", exit_code: 0, simulated_days: 1 });
    const { report } = sample;
    if (report?.program !== "gcclassic") throw new Error("the report is not of GEOS-Chem Classic");
    expect(report).toMatchObject({
      simulation: "TransportTracers",
      met_field: "MERRA2",
      grid: { resolution: "4.0x5.0", nlev: 72, nested: false },
      start: "2019-01-01T00:00:00.000Z",
      end: "2019-01-02T00:00:00.000Z",
      steps: 144,
      timers_from: "gcclassic_timers.json",
    });
    expect(report.phases.map(({ name }) => name)).toEqual(["GEOS-Chem", "HEMCO", "Transport"]);
    expect(report.not_verified.join()).toContain("mass conservation");
    expect(report.total_wall_s).toBeLessThanOrEqual(sample.wall_s + 0.25);
    expect(report.main_loop?.simulated_hours).toBeCloseTo(143 / 6);
    expect(report.input_days).toMatchObject({
      value: { before_first_step: { hemco_files: 5 }, days: [{ hemco_files: 0 }] },
    });
    expect(sample.input).toMatchObject({
      value: { asked: "warm", files: 6, made: { value: "warm" } },
    });
    const speed = (143 / 144 / (report.main_loop?.wall_s ?? 0)) * 86_400;
    expect(sample.sim_days_per_day.main_loop.value).toBeCloseTo(speed);
  }
  expect(log).toContain("stand-in: OMP_NUM_THREADS=2 OMP_STACKSIZE=500m\n");
  expect(log).toContain("stand-in: 0 secrets seen\n");
  expect(log).toContain("dry run: the model reads 6 files, 0 of them are missing");
  const [hard] =
    /^Max stack size\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.slice(1) ?? [];
  expect(log).toContain(`stand-in: stack ${hard}\n`);
  const files = readdirSync(join(attempt(ports), "runs/2")).sort();
  expect(files).toEqual(["HISTORY.rc", "gcclassic_timers.json", "geoschem_config.yml", "report.json"]);
  const told = readFileSync(join(attempt(ports), "runs/2/geoschem_config.yml"), "utf8");
  expect(told).toContain("end_date: [20190102, 000000]");
  expect(told).toContain("use_gcclassic_timers: true   # off by default");
  expect(filesOf(directory.path)).toEqual(before);
  expect(readdirSync(ports.scratch)).toEqual([]);
});

test.each([
  ["hemco-error", "workload-failed", 12, /159: GEOS-Chem stopped.*HEMCO ERROR.*restart file is missing/s],
  [
    "segfault",
    "workload-failed",
    12,
    /SIGSEGV: segmentation fault: often too small a stack.*reached 2019-01-01T00:10Z/,
  ],
  ["killed", "workload-failed", 12, /SIGKILL: killed: usually out of memory/],
  ["fpe", "workload-failed", 12, /SIGFPE: floating-point exception/],
  [
    "library-missing",
    "workload-failed",
    12,
    /127: it, or a library it needs \(netCDF, gfortran\).*libnetcdff/,
  ],
  ["no-banner", "workload-failed", 12, /exit code 0, but without the banner.*reached 2019-01-01T23:50Z/],
  ["early-end", "workload-failed", 12, /without the banner.*reached 2019-01-01T00:10Z/],
  ["no-restart", "verification-failed", 13, /Restarts\/GEOSChem\.Restart\.20190102_0000z\.nc4 is missing/],
  ["empty-restart", "verification-failed", 13, /restart file of the end date missing: 1/],
  ["no-output", "verification-failed", 13, /SpeciesConc is missing/],
  ["nan", "verification-failed", 13, /NaN or Infinity in the log: 1/],
  ["bad-timers", "verification-failed", 13, /timers' total beyond the process/],
  [
    "corrupt-input",
    "workload-failed",
    12,
    /NetCDF: HDF error.*a netCDF file is damaged or incomplete \(opened last: \/.*generic\.nc\).*geos-chem#525/s,
  ],
  ["solver", "workload-failed", 12, /KPP failed to converge.*did not converge, twice.*physical/s],
  [
    "abort-in-cleanup",
    "workload-failed",
    12,
    /run itself was complete.*SIGABRT.*reached 2019-01-02T00:00Z.*aborted while it cleaned up/s,
  ],
  ["other-met", "verification-failed", 13, /meteorology: asked MERRA2, the log has GEOSFP/],
  ["other-levels", "verification-failed", 13, /levels: asked 72, the log has 47/],
  [
    "other-end",
    "verification-failed",
    13,
    /end of the run: asked 2019-01-02T00:00:00\.000Z, the log has 2019-01-01T00:00:00\.000Z/,
  ],
  ["other-simulation", "verification-failed", 13, /simulation: asked TransportTracers, the log has aerosol/],
])("a model that ends as %s is %s, stored and invalid", async (behaviour, outcome, exitCode, reason) => {
  const { code, read } = await runIn(makeRunDirectory(), {
    env: { STAND_IN: behaviour },
    config: { repetitions: 2 },
  });
  expect(read.outcome_reason).toMatch(reason);
  expect(read).toMatchObject({ outcome, flags: { valid: false, proxy: false } });
  expect(code).toBe(exitCode);
  expect(read.samples).toHaveLength(1);
});

test("writing the last files is no time step", async () => {
  const { read } = await runIn(makeRunDirectory(), {
    env: { STAND_IN_STEP_MS: "1", STAND_IN_WRITE_MS: "2000" },
  });
  const [sample] = read.samples;
  const report = sample?.report;
  if (report?.program !== "gcclassic") throw new Error("the report is not of GEOS-Chem Classic");
  expect(report.steps).toBe(144);
  expect((sample?.wall_s ?? 0) - (report.main_loop?.wall_s ?? 0)).toBeGreaterThan(2);
});

test("an error that only HEMCO's own log has is found there", async () => {
  const { path } = makeRunDirectory();
  const hemco = join(path, "HEMCO_Config.rc");
  write(hemco, readFileSync(hemco, "utf8").replace("DiagnFreq", "Logfile:   HEMCO_b01.log\nDiagnFreq"));
  // An earlier run's is not this one's.
  write(join(path, "HEMCO_b01.log"), "HEMCO ERROR: No space left\n");
  const { read, log } = await runIn({ path }, { env: { STAND_IN: "hemco-missing-input" } });
  expect(log).not.toMatch(/^HEMCO ERROR/m);
  expect(read.outcome_reason).toMatch(/HEMCO ERROR.*an input file is missing/);
  expect(read.outcome_reason).not.toContain("No space left");
});

test("without timers the run counts, and says that they are not verified", async () => {
  const { code, read } = await runIn(makeRunDirectory(), { env: { STAND_IN: "no-timers" } });
  expect(code).toBe(0);
  expect(read.samples[0]).toMatchObject({ phases: [], report: { timers_from: "none", total_wall_s: null } });
  const report = read.samples[0]?.report;
  expect(report?.program === "gcclassic" && report.not_verified.join()).toContain("no total to compare");
});

test("an interrupted model is stored as interrupted", async () => {
  const { path } = makeRunDirectory();
  const env = { AWS_BATCH_JOB_ID: "job-1", GCBENCH_GCCLASSIC_RUNDIR: path, STAND_IN: "hang" };
  const ports = testPorts(env);
  const running = run(ports);
  await expect.poll(() => ports.log.join("")).toContain("UTC: 00:10");
  ports.interrupt("SIGTERM");
  expect(await running).toBe(15);
  expect(stored(ports)).toMatchObject({ outcome: "interrupted", flags: { valid: false } });
});

test("missing input is named before anything is run", async () => {
  const directory = makeRunDirectory({ withInput: false });
  const { code, read } = await runIn(directory, {});
  expect(code).toBe(12);
  expect(read.outcome_reason).toMatch(/5 input files are missing: .*Drydep_Inputs\.nc.*open-data/s);
  expect(read.samples).toEqual([]);
});

test.each(["anonymous", "requester-pays"] as const)(
  "missing input is fetched (%s), once for all",
  async (access) => {
    const bucket = await startOpenBucket();
    bucket.access = access;
    for (const key of [...inputKeys, restartKey]) bucket.objects.set(key, Buffer.from(`object ${key}`));
    const directory = makeRunDirectory({ withInput: false });
    const { env } = bucket;
    const given = { env, workload: { data: { source: "open-data" } } };
    const { code, log, read, ports } = await runIn(directory, given);
    expect(read.outcome_reason).toBeNull();
    expect(code).toBe(0);
    expect(log).toMatch(new RegExp(`5 files to fetch, \\d+ B, from s3://geos-chem \\(${access}\\)`));
    // On scratch, not in the user's own directories.
    expect(readdirSync(directory.data)).toEqual([]);
    expect(readdirSync(join(ports.scratch, "ExtData")).sort()).toEqual(["CHEM_INPUTS", "GEOS_4x5", "HEMCO"]);

    const fetched = () => bucket.requests.filter((line) => line.startsWith("GET")).length;
    const before = fetched();
    const again = { ...given, env: { ...env, GCBENCH_EXTDATA: join(ports.scratch, "ExtData") } };
    expect((await runIn(directory, again)).code).toBe(0);
    // The restart file belongs to the run directory, which is the job's own.
    expect(fetched() - before).toBe(1);
  },
);

test("a bucket that lets nobody in is one clear message", async () => {
  const bucket = await startOpenBucket();
  bucket.access = "nobody";
  const { env } = bucket;
  const directory = makeRunDirectory({ withInput: false });
  const { code, read } = await runIn(directory, { env, workload: { data: { source: "open-data" } } });
  expect(code).toBe(12);
  expect(read.outcome_reason).toMatch(
    /s3:\/\/geos-chem cannot be read.*Without an account.*As requester-pays/s,
  );
  expect(read.samples).toEqual([]);
});

test("input that the bucket lacks is named, and nothing is fetched", async () => {
  const bucket = await startOpenBucket();
  for (const key of inputKeys.slice(1)) bucket.objects.set(key, Buffer.from("object"));
  const directory = makeRunDirectory({ withInput: false });
  const { read } = await runIn(directory, { env: bucket.env, workload: { data: { source: "open-data" } } });
  expect(read.outcome_reason).toMatch(
    /2 input files are missing: s3:\/\/geos-chem\/GEOSCHEM_RESTARTS.*CHEM_INPUTS/s,
  );
  expect(bucket.requests.some((line) => line.startsWith("GET"))).toBe(false);
});

test("a disk too full for any run is found before the first", async () => {
  const directory = makeRunDirectory();
  write(join(directory.path, "Restarts/GEOSChem.Restart.20190101_0000z.nc4"), "x".repeat(40_000));
  const { code, read, log } = await runIn(directory, {}, { freeBytes: () => Promise.resolve(60_000) });
  expect(code).toBe(12);
  expect(read.outcome_reason).toMatch(
    /disk is too full for a run: .* at least [\d.]+ KiB, .* has 58\.6 KiB free/,
  );
  expect(log).not.toContain("---> DATE:");
});

test("a disk too full for the input is found before fetching", async () => {
  const bucket = await startOpenBucket();
  for (const key of [...inputKeys, restartKey]) bucket.objects.set(key, Buffer.alloc(1000));
  const directory = makeRunDirectory({ withInput: false });
  const given = { env: bucket.env, workload: { data: { source: "open-data" } } };
  const { code, read } = await runIn(directory, given, { freeBytes: () => Promise.resolve(4999) });
  expect(code).toBe(12);
  expect(read.outcome_reason).toMatch(
    /too full for the input data: 4\.9 KiB are missing, .* has 4\.9 KiB free/,
  );
  expect(bucket.requests.some((line) => line.startsWith("GET"))).toBe(false);
});

test("another start date needs the tolerant restart, which then takes the one that there is", async () => {
  const directory = makeRunDirectory();
  write(join(directory.data, "GEOS_4x5/MERRA2/2019/01/MERRA2.20190103.I3.4x5.nc4"));
  // Left by an earlier run, and the exact one for this start.
  rmSync(join(directory.path, "Restarts/GEOSChem.Restart.20190102_0000z.nc4"));
  const exact = await runIn(directory, { workload: { start: "2019-01-02" } });
  expect(exact.read.outcome_reason).toMatch(
    /An input file is missing: \.\/Restarts\/GEOSChem\.Restart\.20190102/,
  );
  const closest = await runIn(directory, { workload: { start: "2019-01-02", restart: "closest" } });
  expect(closest.read.outcome_reason).toBeNull();
});

test("a run directory of another simulation is refused", async () => {
  const directory = makeRunDirectory();
  const config = { simulation_type: "fullchem", domain: { type: "global", resolution: "2x2.5", levels: 47 } };
  const { code, read } = await runIn(directory, { workload: { met_field: "GEOSFP" }, config });
  expect(code).toBe(12);
  expect(read.outcome_reason).toMatch(
    /another benchmark: simulation TransportTracers instead of fullchem, meteorology MERRA2 instead of GEOSFP, grid 4\.0x5\.0 instead of 2\.0x2\.5, levels 72 instead of 47/,
  );
});

test("a dry run that fails is explained", async () => {
  const { read } = await runIn(makeRunDirectory(), { env: { STAND_IN: "dry-run-crash" } });
  expect(read.outcome_reason).toMatch(/dry run failed.*exit code 159.*Read_Input_File/s);
});

test.each([
  [{}, {}, 10, "geos-chem-not-found"],
  [{ run_directory: "/nonexistent" }, {}, 10, "geos-chem-not-found"],
  [{ source: "/nonexistent" }, {}, 10, "geos-chem-not-found"],
  [{}, { simulation_type: "chemistry" }, 10, "invalid-benchmark-config"],
  [{}, { simulation_type: "aerosol" }, 10, "geos-chem-not-found"],
  [{ tracers: 3 }, {}, 10, "invalid-benchmark-config"],
  [{ engine: "proxy" }, { simulation_type: "carbon" }, 10, "invalid-benchmark-config"],
])("nothing is prepared for %j %j", async (workload, config, exitCode, code) => {
  const ports = testPorts({ AWS_BATCH_JOB_ID: "job-1" });
  await expect(run(ports, workload, config)).rejects.toMatchObject({ exitCode, cause: { code } });
});

test("what was fetched is checked by the next job, listed in its result, and fetched again when it changed", async () => {
  const bucket = await startOpenBucket();
  for (const key of [...inputKeys, restartKey]) bucket.objects.set(key, Buffer.from(`${key} as published`));
  const { path } = makeRunDirectory({ withInput: false });
  const data = join(path, "../cache");
  const env = { ...bucket.env };
  const first = await runIn({ path }, { env, workload: { data: { source: "open-data", path: data } } });
  expect(first.read.outcome_reason).toBeNull();
  const met = join(data, inputKeys[2] ?? "");
  const list = (ports: TestPorts) =>
    JSON.parse(readFileSync(join(attempt(ports), "input.json"), "utf8")) as {
      input: { path: string; sha256: { value: string | null } }[];
    };
  const [, , listed] = inputKeys.map((key) => list(first.ports).input.find((file) => file.path === key));
  expect(listed).toMatchObject({
    sha256: { value: sha256(readFileSync(met)) },
    source: { value: `s3://geos-chem/${inputKeys[2]}` },
  });

  const before = bucket.requests.length;
  const second = await runIn({ path }, { env, workload: { data: { path: data } } });
  // The restart file is in the run directory's copy, which is gone.
  expect(second.read.outcome_reason).toMatch(/An input file is missing: .*GEOSChem\.Restart/);
  expect(second.log).toContain("input data: 4 files have the SHA-256 they were fetched with");
  expect(bucket.requests).toHaveLength(before);

  write(met, readFileSync(met, "utf8").replace("published", "publushed"));
  const existing = await runIn({ path }, { env, workload: { data: { path: data } } });
  expect(existing.read.outcome_reason).toMatch(
    /1 input files are not what they were .*I3\.4x5\.nc4.*open-data/s,
  );
  const again = await runIn({ path }, { env, workload: { data: { source: "open-data", path: data } } });
  expect(again.read.outcome_reason).toBeNull();
  expect(again.log).toContain("1 files have changed since they were fetched");
  expect(readFileSync(met, "utf8")).toContain("published");
});

test("input data that a user put there is listed without a checksum, since nobody knows what it should be", async () => {
  const { ports } = await runIn(makeRunDirectory(), {});
  const { input } = JSON.parse(readFileSync(join(attempt(ports), "input.json"), "utf8")) as {
    input: { path: string; sha256: object }[];
  };
  expect(input.map(({ path }) => path)).toEqual(expect.arrayContaining([...inputKeys]));
  expect(input[0]?.sha256).toEqual({ value: null, reason: "no runner fetched it" });
});

test("an executable for another machine is refused at once", async () => {
  const { path } = makeRunDirectory();
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46);
  header.writeUInt16LE(process.arch === "arm64" ? 0x3e : 0xb7, 18);
  writeFileSync(join(path, "gcclassic"), header, { mode: 0o755 });
  await expect(run(testPorts({ GCBENCH_GCCLASSIC_RUNDIR: path }))).rejects.toMatchObject({
    exitCode: 10,
    cause: { message: expect.stringMatching(/is compiled for \w+, and this is \w+/) },
  });
});

test("a dry run says what would be fetched, and fetches, runs and stores nothing", async () => {
  const bucket = await startOpenBucket();
  for (const key of [...inputKeys, restartKey]) bucket.objects.set(key, Buffer.alloc(20_000_000));
  const { path } = makeRunDirectory({ withInput: false });
  const ports = testPorts({ ...bucket.env, GCBENCH_GCCLASSIC_RUNDIR: path });
  const benchmark = configJson({ ...day, workload: { ...engine, data: { source: "open-data" } } });
  const command = { kind: "run", benchmark, outputPath: undefined, dryRun: true } as const;
  expect(await runBenchmark(command, ports)).toBe(0);
  expect(ports.log.join("")).toMatch(
    /5 files to fetch, 95\.4 MiB, from s3:\/\/geos-chem \(anonymous\); one connection gives [\d.]+ [MG]iB\/s, which would take \d+ s; 16 are used/,
  );
  expect(ports.log.join("")).toContain("nothing was run or stored");
  // The one object whose rate was tried.
  expect(bucket.requests.filter((line) => line.startsWith("GET"))).toHaveLength(1);
  expect(readdirSync(ports.scratch)).toEqual([]);
  expect(readdirSync(ports.output)).toEqual([]);
});

test("a dry run ends as the benchmark would, before it", async () => {
  const { path } = makeRunDirectory({ withInput: false });
  const ports = testPorts({ GCBENCH_GCCLASSIC_RUNDIR: path });
  const benchmark = configJson({ ...day, workload: engine });
  const command = { kind: "run", benchmark, outputPath: undefined, dryRun: true } as const;
  await expect(runBenchmark(command, ports)).rejects.toMatchObject({
    exitCode: 12,
    cause: { code: "input-data-missing" },
  });
  const proxy = { ...command, benchmark: configJson() };
  expect(await runBenchmark(proxy, testPorts())).toBe(0);
});

test("a run directory is made by the source tree's own script", async () => {
  const template = makeRunDirectory();
  const source = join(template.data, "../source");
  // Reads as many answers as createRunDir.sh does for TransportTracers.
  write(
    join(source, "run/createRunDir.sh"),
    `for n in sim met grid lev path name git; do read -r $n; done\ncp -r '${template.path}' "$path/$name"\n`,
  );
  const env = {
    AWS_BATCH_JOB_ID: "job-1",
    GCBENCH_GCCLASSIC_SOURCE: source,
    GCBENCH_GCCLASSIC: join(template.path, "gcclassic"),
    GCBENCH_EXTDATA: template.data,
  };
  const ports = testPorts(env);
  expect(await run(ports)).toBe(0);
  expect(stored(ports).outcome).toBe("succeeded");
});

test.each([
  ["GCBENCH_GCCLASSIC", /no executable/],
  ["GCBENCH_EXTDATA", /needs the ExtData directory/],
])("a source tree without %s is not enough", async (missing, message) => {
  const { path, data } = makeRunDirectory();
  write(join(path, "run/createRunDir.sh"), "exit 1\n");
  const env = {
    GCBENCH_GCCLASSIC_SOURCE: path,
    GCBENCH_GCCLASSIC: join(path, "gcclassic"),
    GCBENCH_EXTDATA: data,
    [missing]: "",
  };
  await expect(run(testPorts(env))).rejects.toMatchObject({
    exitCode: 10,
    cause: { message: expect.stringMatching(message) },
  });
});
