import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { configJson, standIn } from "./support/benchmark.ts";
import { temporaryDirectory } from "./support/ports.ts";

const main = fileURLToPath(new URL("../../../runner/main.ts", import.meta.url));

/** The runner as a process, as the container starts it. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env["PATH"],
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_BATCH_JOB_ID: "job-1",
      GCBENCH_WORKLOAD: standIn,
      ...env,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, exitCode, output: () => output };
}

test("--version and --help", async () => {
  const version = start(["--version"]);
  const help = start(["--help"]);
  expect(await version.exitCode).toBe(0);
  expect(version.output()).toMatch(/^geos-chem-bench runner \d+\.\d+\.\d+ \(Node v24\./);
  expect(await help.exitCode).toBe(0);
  expect(help.output()).toContain("--output-path");
});

test.each([
  [["--benchmark", configJson(), "--out", "x"], 10, "Unknown option '--out'"],
  [["--output-path", "x"], 10, "--benchmark is missing"],
  [["--benchmark", "Ref::configJson", "--output-path", "x"], 10, "without that parameter"],
  [["--benchmark", "{}", "--output-path", "x"], 10, "id: missing"],
  [["--benchmark", configJson(), "--output-path", "https://x"], 11, "neither an S3 URL nor a directory"],
])("%j ends with %d", async (args, code, message) => {
  const runner = start(args);
  expect(await runner.exitCode).toBe(code);
  expect(runner.output()).toContain(message);
  expect(runner.output()).not.toContain("    at ");
});

test("a run from start to stored result", async () => {
  const output = temporaryDirectory();
  const runner = start(["--benchmark", configJson(), "--output-path", output]);
  expect(await runner.exitCode).toBe(0);
  expect(runner.output().trimEnd()).toMatch(
    /runner: result .*\/TEST-BENCHMARK\/job-1\/1\/manifest.json \(valid\)$/,
  );
});

test("SIGTERM reaches the workload; what there is gets stored", async () => {
  const output = temporaryDirectory();
  const runner = start(["--benchmark", configJson(), "--output-path", output], { STAND_IN: "hang" });
  await expect.poll(runner.output).toContain("stand-in: hanging");
  runner.child.kill("SIGTERM");
  expect(await runner.exitCode).toBe(15);
  const result: unknown = JSON.parse(
    readFileSync(join(output, "TEST-BENCHMARK/job-1/1/results.json"), "utf8"),
  );
  expect(result).toMatchObject({ outcome: "interrupted", samples: [{ signal: "SIGTERM" }] });
});

test("a second signal ends at once, the workload too", async () => {
  const runner = start(["--benchmark", configJson(), "--output-path", temporaryDirectory()], {
    STAND_IN: "ignore-sigterm",
  });
  await expect.poll(runner.output).toContain("stand-in: hanging");
  runner.child.kill("SIGTERM");
  await expect.poll(runner.output).toContain("stand-in: SIGTERM ignored");
  runner.child.kill("SIGINT");
  expect(await runner.exitCode).toBe(15);
  expect(runner.output()).not.toContain("runner: result");
});
