import { writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { localBatch } from "../emulator/batch/local-batch.ts";
import { frontOn } from "../emulator/http/front-on.ts";
import { failedLogs, goodLogs } from "../contract/model-failures/support/logs.ts";
import { stateOfLocal } from "./state-of-local.ts";

const gcbench = (args: string[], input?: string, env: NodeJS.ProcessEnv = {}) =>
  execa(process.execPath, ["cli/gcbench.mjs", "explain", ...args], {
    reject: false,
    env,
    ...(input !== undefined && { input }),
  });

const named = (name: string) => {
  const log = [...failedLogs, ...goodLogs].find((of) => of.name.startsWith(name));
  if (!log) throw new Error(`no log ${name}`);
  return `${log.lines.join("\n")}\n`;
};

test("a log's cause is named, with its file, a remedy and where that is known from", async () => {
  const file = path.join(temporaryDirectory(), "GC.log");
  writeFileSync(file, named("damaged netCDF in a three-dimensional field"));
  const { stdout, exitCode } = await gcbench([file]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/time steps until 2019\/07\/01 UTC: 00:10, END OF GEOS-CHEM is missing/);
  expect(stdout).toMatch(/Why: {3}a netCDF file is damaged or incomplete \(netcdf-damaged, line \d+\)/);
  expect(stdout).toMatch(/File: {2}\/data\/.*A3dyn\.05x0625\.NA\.nc4, opened last/);
  expect(stdout).toMatch(/To do: .*\nFrom: {2}.*geos-chem#525/);
  expect(stdout).toMatch(/It says:\n {2}In Ncrd_4d_R4 #2:/);
});

test("a good log, from standard input, shows nothing", async () => {
  const { stdout } = await gcbench(["-"], named("a run whose solver needed retries"));
  expect(stdout).toMatch(/30 retries of the solver \(good runs have them too\)/);
  expect(stdout).toContain("Nothing in it looks like a failure.");
});

test("the findings are to be had as JSON", async () => {
  const { stdout } = await gcbench(["-", "--json"], named("a solver that fails after thirty retries"));
  expect(JSON.parse(stdout)).toMatchObject({
    isComplete: false,
    reached: "2019/07/01  UTC: 00:10",
    solverRetries: 30,
    failures: [{ id: "solver-failed-twice", file: null }, { id: "stack-or-memory" }],
  });
});

test("a log that just stops, and a file that is none", async () => {
  const { stdout } = await gcbench(["-"], "---> DATE: 2019/07/01  UTC: 00:00\n");
  expect(stdout).toContain("No failure that is known");
  const { exitCode, stderr } = await gcbench(["/nonexistent/GC.log"]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/The log \/nonexistent\/GC\.log cannot be read: ENOENT/);
});

test("a job of the local Batch: why it waits and what would let it run, by the environment that is up", async () => {
  const { batch, submit, clock } = localBatch({ plan: () => ({ durationMs: 60_000 }) });
  const front = await frontOn({ explain: async (id) => batch.explain(id) });
  onTestFinished(() => front.close());
  const runs = submit({ jobName: "runs" });
  const waits = submit({ jobName: "waits", dependsOn: [{ jobId: runs }] });
  await clock.advance(10);
  const env = stateOfLocal(front.urls[0]);

  const { stdout } = await gcbench([waits], undefined, env);
  expect(stdout.split("\n")).toEqual([
    `Job ${waits} (waits) is PENDING, queue queue, region us-east-1.`,
    `Why:   It waits for job ${runs}.`,
    `Runs:  when job ${runs} (runs), which is RUNNING, has succeeded.`,
    "Where: ce, maxvCpus 64: c7g.4xlarge has 16 vCPUs and 32768 MiB, of which a job can use 31425 (a model, floor(0.96 × memory) − 32 MiB): the job fits, the memory is certain.",
  ]);
  const asData = await gcbench([waits, "--json"], undefined, env);
  expect(JSON.parse(asData.stdout)).toMatchObject({ format: 1, id: waits, region: "us-east-1" });
  const none = await gcbench(["00000000-0000-4000-8000-000000000000"], undefined, env);
  expect(none.stderr).toMatch(/There is no job 00000000-.* here\.\n.*aws batch list-jobs/);
  const noneUp = await gcbench([waits], undefined, { GCBENCH_STATE_DIR: temporaryDirectory("empty") });
  expect(noneUp.exitCode).toBe(3);
  expect(noneUp.stderr).toContain("Nothing is up");
});
