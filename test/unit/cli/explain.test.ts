import { writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { failedLogs, goodLogs } from "../contract/model-failures/support/logs.ts";

const gcbench = (args: string[], input?: string) =>
  execa(process.execPath, ["cli/main.ts", "explain", ...args], {
    reject: false,
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
