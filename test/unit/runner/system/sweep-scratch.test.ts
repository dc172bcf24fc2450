import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runBenchmark } from "../../../../runner/run-benchmark.ts";
import { ownerVariable } from "../../../../runner/system/scratch-owner.ts";
import { createScratch } from "../../../../runner/system/scratch.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { configJson, standIn } from "../support/benchmark.ts";
import { temporaryDirectory, testPorts } from "../support/ports.ts";

const main = fileURLToPath(new URL("../../../../runner/main.ts", import.meta.url));
const onLinux = test.runIf(process.platform === "linux");

/** A runner as a process of its own, whose workload runs until it is ended. */
async function startHanging(scratch: string) {
  const output = temporaryDirectory();
  const runner = spawn(process.execPath, [main, "--benchmark", configJson(), "--output-path", output], {
    env: {
      PATH: process.env["PATH"],
      AWS_EC2_METADATA_DISABLED: "true",
      GCBENCH_WORKLOAD: standIn,
      GCBENCH_SCRATCH: scratch,
      STAND_IN: "hang",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let log = "";
  runner.stdout.setEncoding("utf8").on("data", (text: string) => (log += text));
  await expect.poll(() => log, { timeout: 60_000, interval: 20 }).toContain("stand-in: hanging");
  const [directory = ""] = readdirSync(scratch).map((name) => join(scratch, name));
  const [workload] = workloadsOf(directory);
  onTestFinished(() => {
    runner.kill("SIGKILL");
    for (const pid of workloadsOf(directory)) process.kill(pid, "SIGKILL");
  });
  return { runner, directory, workload: workload ?? 0 };
}

const workloadsOf = (directory: string): number[] =>
  systemFiles
    .list("/proc")
    .filter((pid) => systemFiles.text(`/proc/${pid}/environ`)?.includes(`${ownerVariable}=${directory}\0`))
    .map(Number);

async function next(scratch: string): Promise<{ code: number; log: string }> {
  const ports = testPorts({ GCBENCH_SCRATCH: scratch });
  const command = { kind: "run", benchmark: configJson(), outputPath: ports.output } as const;
  return { code: await runBenchmark(command, ports), log: ports.log.join("") };
}

onLinux("what a killed job leaves is cleared by the next one: its directory and its workload", async () => {
  const scratch = temporaryDirectory();
  const { runner, directory, workload } = await startHanging(scratch);
  runner.kill("SIGKILL");
  await once(runner, "exit");
  expect(existsSync(directory)).toBe(true);
  expect(workloadsOf(directory)).toEqual([workload]);

  const { code, log } = await next(scratch);
  expect(code).toBe(0);
  expect(log).toContain(`removed ${directory}, which a killed job left, and ended 1 of its processes`);
  expect(workloadsOf(directory)).toEqual([]);
  expect(readdirSync(scratch)).toEqual([]);
});

onLinux("a job that lives beside keeps its directory and its workload", async () => {
  const scratch = temporaryDirectory();
  const { runner, directory, workload } = await startHanging(scratch);
  const { code, log } = await next(scratch);
  expect({ code, said: log.includes("killed job") }).toEqual({ code: 0, said: false });
  expect(workloadsOf(directory)).toEqual([workload]);
  runner.kill("SIGTERM");
  await once(runner, "exit");
  expect(readdirSync(scratch)).toEqual([]);
});

const sweepIn = async (root: string) => {
  const said: string[] = [];
  const scratch = await createScratch(
    { GCBENCH_SCRATCH: root },
    { files: systemFiles, say: (line) => void said.push(line) },
  );
  scratch.remove();
  return said;
};

test("what is not known to be a killed job's stays: without a mark, of another boot, not a scratch directory", async () => {
  const root = temporaryDirectory();
  for (const name of ["gcbench-abcdef", "gcbench-ABC123", "ExtData", "gcbench-results"])
    mkdirSync(join(root, name));
  writeFileSync(join(root, "gcbench-ABC123", "owner.json"), '{"boot":"another"}');
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  writeFileSync(join(root, "gcbench-results", "owner.json"), JSON.stringify({ boot }));
  expect(await sweepIn(root)).toEqual([]);
  expect(readdirSync(root).sort()).toEqual([
    "ExtData",
    "gcbench-ABC123",
    "gcbench-abcdef",
    "gcbench-results",
  ]);
});

test("a job that was killed while it removed its directory is cleared too", async () => {
  const root = temporaryDirectory();
  mkdirSync(join(root, "gcbench-abc123"));
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  writeFileSync(join(root, "gcbench-abc123", "owner.json"), JSON.stringify({ boot }));
  expect(await sweepIn(root)).toEqual([`removed ${join(root, "gcbench-abc123")}, which a killed job left`]);
  expect(readdirSync(root)).toEqual([]);
});

test("where a socket has no room in the path, the directory is used all the same, and it is said", async () => {
  const root = join(temporaryDirectory(), "x".repeat(100));
  mkdirSync(root);
  expect((await sweepIn(root)).join()).toContain("should this job be killed, it stays: the path");
});
