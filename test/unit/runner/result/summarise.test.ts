import { expect, test } from "vitest";
import { type Observed, unknownBecause } from "../../../../contract/observed.ts";
import { summarise } from "../../../../runner/result/summarise.ts";
import { verifyRuns } from "../../../../runner/result/verify-runs.ts";
import { runBenchmark } from "../../../../runner/run-benchmark.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { result } from "../../../../contract/result.ts";
import { configJson, parsedConfig } from "../support/benchmark.ts";
import { testPorts } from "../support/ports.ts";

test("emulated results are never shown without saying so", async () => {
  const ports = testPorts({ AWS_BATCH_JOB_ID: "1" });
  await runBenchmark({ kind: "run", benchmark: configJson(), outputPath: ports.output }, ports);
  const read = result.parse(
    JSON.parse(readFileSync(join(ports.output, "TEST-BENCHMARK/1/1/results.json"), "utf8")),
  );
  const lines = (emulated: Observed<boolean>) =>
    summarise({ ...read, flags: { ...read.flags, emulated } }).join("\n");
  expect(lines({ value: true })).toContain("emulated: functional evidence only, not performance");
  expect(lines({ value: false })).not.toContain("emulated");
  expect(lines(unknownBecause("no evidence"))).toContain("whether this was emulated is unknown: no evidence");
  expect(lines({ value: false })).toMatch(/run 0: [\d.]+ simulated days per day \(whole run\)/);
  expect(lines({ value: false })).toContain("proxy workload");
});

test("no run at all is interrupted, never a success", () => {
  expect(verifyRuns(parsedConfig(), [])).toMatchObject({
    outcome: "interrupted",
    verification: null,
    reason: "The job was interrupted after 0 of 1 runs.",
  });
});
