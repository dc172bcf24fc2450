import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { result } from "../../../../contract/result.ts";
import { runBenchmark } from "../../../../runner/run-benchmark.ts";
import { configJson } from "../support/benchmark.ts";
import { testPorts } from "../support/ports.ts";
import { makeRealDirectory, realDirectories, type RealDirectory } from "./support/real-directories.ts";

/** The whole way: read, moved to other input data, run twice on the stand-in, verified, stored. */
async function run(of: RealDirectory, workload: object = {}) {
  const { path, data } = makeRealDirectory(of);
  const ports = testPorts({ AWS_BATCH_JOB_ID: "1", GCBENCH_GCCLASSIC_RUNDIR: path, GCBENCH_EXTDATA: data });
  const benchmark = configJson({
    ...of.config,
    duration: { days: 1 },
    repetitions: 2,
    workload: { engine: "geos-chem-classic", threads: 2, ...workload },
  });
  const files = () => new Set(readdirSync(path, { recursive: true, encoding: "utf8" }));
  const before = files();
  const code = await runBenchmark({ kind: "run", benchmark, outputPath: ports.output }, ports);
  expect(files()).toEqual(before);
  const attempt = join(ports.output, "TEST-BENCHMARK/1/1");
  const text = (name: string) => readFileSync(join(attempt, name), "utf8");
  return { code, log: ports.log.join(""), read: result.parse(JSON.parse(text("results.json"))), text };
}

test.each(realDirectories)("$name", async (of) => {
  const { code, log, read, text } = await run(of);
  expect(read.outcome_reason).toBeNull();
  expect(code).toBe(0);
  for (const { report } of read.samples) {
    if (report?.program !== "gcclassic") throw new Error("no report of GEOS-Chem Classic");
    expect(report.verification.passed).toBe(true);
    expect(report.main_loop?.simulated_hours).toBeCloseTo((24 * (report.steps - 1)) / report.steps);
    expect(report.grid.nlev).toBe((of.config.domain as { levels: number }).levels);
    expect(report.grid.nested).toBe((of.config.domain as { type: string }).type === "nested");
    expect(report.grid.nlon).toBeGreaterThan(0);
  }
  // Of what it read and where that was, nothing is left.
  expect(text("runs/1/geoschem_config.yml")).not.toContain("/shared/group");
  expect(text("runs/1/geoschem_config.yml")).toContain("use_gcclassic_timers: true");
  expect(log).not.toContain("HEMCO ERROR");
  const input = JSON.parse(text("input.json")) as { input: { path: string }[] };
  expect(input.input.map(({ path }) => path)).toEqual(expect.arrayContaining([...of.input]));
  expect(log).toContain(`Creating file for ./${of.restartAfter}\n`);
});

test("a closest restart is allowed in each of them, whatever its flag", async () => {
  for (const of of realDirectories.slice(0, 2)) {
    const { read } = await run(of, { restart: "closest" });
    expect(read.outcome).toBe("succeeded");
  }
});

test("paths that are not below the data are said, and stay", async () => {
  const mercury = realDirectories.find(({ config }) => config.simulation_type === "Hg");
  if (!mercury) throw new Error("no directory of Hg");
  const { log } = await run(mercury);
  expect(log).toContain(
    "stay as they are, not being below /shared/group/ExtData/: MyEmissions /home/me/input_data; the job must have them",
  );
});
