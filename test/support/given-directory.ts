import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import { result } from "../../contract/result.ts";
import { makeRealDirectory, type RealDirectory } from "../unit/runner/geos-chem/support/real-directories.ts";
import { native, smallConfig } from "./configs.ts";
import { gcbenchIn } from "./gcbench.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/**
 * The whole way that a user goes, with the stand-in as gcclassic: a config in a file, a run directory and data that are
 * given, `local-bench`, and a result that says what was run.
 */
export async function runGivenDirectory(of: RealDirectory): Promise<void> {
  const folder = temporaryDirectory("given");
  await chmod(folder, 0o755);
  const { path: runDirectory, data } = makeRealDirectory(of, folder);
  await chmod(path.join(runDirectory, "gcclassic"), 0o755);
  const config = path.join(folder, "config.json");
  // A link that leads out of the directory needs what it leads to beside it in the job.
  const isLinkedOut = Object.values(of.links ?? {}).some((target) => target.startsWith("../"));
  const workload = {
    engine: "geos-chem-classic",
    threads: 2,
    ...(isLinkedOut && { run_directory: "/scratch/models/rundir" }),
  };
  await writeFile(
    config,
    JSON.stringify(smallConfig(native, { ...of.config, duration: { days: 1 }, workload })),
  );
  const done = await gcbenchIn(path.join(folder, "state"))([
    "local-bench",
    "--no-provision",
    "--json",
    `--config=${config}`,
    isLinkedOut ? `--volume=/scratch/models=${folder}` : `--run-directory=${runDirectory}`,
    `--extdata=${data}`,
    `--output=${path.join(folder, "results")}`,
  ]);
  expect(done, done.stderr).toMatchObject({ exitCode: 0 });
  const { runs } = JSON.parse(done.stdout) as { runs: { result: { directory: string } }[] };
  const text = await readFile(path.join(runs[0]?.result.directory ?? "", "results.json"), "utf8");
  const stored = result.parse(JSON.parse(text));
  expect(stored).toMatchObject({ outcome: "succeeded", flags: { valid: true, proxy: false } });
  const report = stored.samples[0]?.report;
  if (report?.program !== "gcclassic") throw new Error("the report is not of GEOS-Chem Classic");
  const domain = of.config.domain as { type: string; levels: number };
  expect(report.simulation).toBe(
    of.config.simulation_type === "transport" ? "TransportTracers" : of.config.simulation_type,
  );
  expect(report.grid).toMatchObject({ nested: domain.type === "nested", nlev: domain.levels });
}
