import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isMetricsLine } from "../../../../contract/metric-names.ts";
import { type Observed, unknownBecause } from "../../../../contract/observed.ts";
import { result, type Result } from "../../../../contract/result.ts";
import { metricsLine } from "../../../../runner/metrics/metrics-line.ts";
import { runBenchmark } from "../../../../runner/run-benchmark.ts";
import { parseEmbeddedMetrics } from "../../../support/embedded-metrics.ts";
import { configJson } from "../support/benchmark.ts";
import { testPorts } from "../support/ports.ts";

const switched = { AWS_BATCH_JOB_ID: "job-1", GCBENCH_METRICS: "emf" };

async function run(env: Record<string, string>, config: object = {}) {
  const ports = testPorts(env);
  await runBenchmark({ kind: "run", benchmark: configJson(config), outputPath: ports.output }, ports);
  const folder = join(ports.output, "TEST-BENCHMARK/job-1/1");
  return {
    lines: ports.log.map((text) => text.trimEnd()),
    read: result.parse(JSON.parse(readFileSync(join(folder, "results.json"), "utf8"))),
    stored: readFileSync(join(folder, "log.txt"), "utf8"),
  };
}

const notEmulated = (of: Result): Result => ({ ...of, flags: { ...of.flags, emulated: { value: false } } });

test("a stored result is one line that CloudWatch takes metrics from, a value for each timed run", async () => {
  const { read, lines, stored } = await run(switched, { repetitions: 2, warmup: 1 });
  const line = lines.at(-1) ?? "";
  const timed = read.samples.filter(({ warmup }) => !warmup);
  expect(isMetricsLine(line)).toBe(true);
  expect(parseEmbeddedMetrics(line)).toMatchObject({
    _aws: {
      Timestamp: Date.parse(read.finished_at),
      CloudWatchMetrics: [
        { Namespace: "GeosChem/Bench", Dimensions: [["Benchmark", "Engine", "InstanceType"]] },
      ],
    },
    Benchmark: "TEST-BENCHMARK",
    Engine: "proxy",
    InstanceType: "unknown",
    Valid: [1],
    SimulatedDaysPerDay: timed.map(({ sim_days_per_day: { whole_run } }) => whole_run.value),
    MainLoopSimulatedDaysPerDay: timed.map(({ sim_days_per_day: { main_loop } }) => main_loop.value),
    WallTime: timed.map(({ wall_s }) => wall_s),
    PeakMemory: timed.map(({ peak_memory_mib: { value } }) => (value ?? 0) * 1024 ** 2),
  });
  expect(timed).toHaveLength(2);
  // For people there are the lines before it, and log.txt has only those.
  expect(lines.filter(isMetricsLine)).toHaveLength(1);
  expect(stored).not.toContain("_aws");
});

test("an invalid result says so, and nothing of performance", async () => {
  const { lines } = await run({ ...switched, STAND_IN: "verification-failed" });
  const { _aws, ...rest } = parseEmbeddedMetrics(lines.at(-1) ?? "");
  expect(_aws.CloudWatchMetrics[0]?.Metrics).toEqual([{ Name: "Valid", Unit: "Count" }]);
  expect(rest).toMatchObject({ Valid: [0] });
  expect(rest).not.toHaveProperty("WallTime");
});

test("nobody asked: no line", async () => {
  const { lines } = await run({ AWS_BATCH_JOB_ID: "job-1" });
  expect(lines.filter(isMetricsLine)).toEqual([]);
});

const observed = fc.oneof(
  fc.double({ min: 1e-6, max: 1e12, noNaN: true }).map((value): Observed<number> => ({ value })),
  fc.constant(unknownBecause("not measured")),
);
const measurements = fc.array(
  fc.record({ warmup: fc.boolean(), whole_run: observed, main_loop: observed, peak_memory_mib: observed }),
  { maxLength: 100 },
);

test("whatever was measured, the line keeps the rules, and says that and no more", async () => {
  const { read } = await run(switched);
  const [sample] = read.samples;
  if (!sample) throw new Error("no sample");
  fc.assert(
    fc.property(measurements, fc.boolean(), (given, valid) => {
      const samples = given.map(({ warmup, peak_memory_mib, ...sim_days_per_day }) => ({
        ...sample,
        warmup,
        peak_memory_mib,
        sim_days_per_day,
      }));
      const measured = notEmulated({ ...read, samples, flags: { ...read.flags, valid } });
      const line = parseEmbeddedMetrics(metricsLine(measured) ?? "");
      const expected = given.filter(({ warmup }) => valid && !warmup).map(({ whole_run }) => whole_run.value);
      expect(line["SimulatedDaysPerDay"] ?? []).toEqual(expected.filter((value) => value !== null));
    }),
  );
});

test.each([[{ value: true }], [unknownBecause("no evidence")]])(
  "emulated %j: there is no line",
  async (emulated) => {
    const { read } = await run(switched);
    expect(metricsLine(notEmulated(read))).toBeDefined();
    expect(metricsLine({ ...read, flags: { ...read.flags, emulated } })).toBeUndefined();
  },
);
