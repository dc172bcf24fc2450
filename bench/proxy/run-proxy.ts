import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type CanaryReport, canaryReport } from "../../contract/canary-report.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { type WorkloadReport, workloadReport } from "../../contract/workload-report.ts";
import { triadArrayBytes } from "../../runner/canary/triad-array-bytes.ts";
import { systemFiles } from "../../runner/system/system-files.ts";

const environment = (threads: number): NodeJS.ProcessEnv => ({
  OMP_NUM_THREADS: String(threads),
  OMP_PROC_BIND: "close",
  OMP_PLACES: "cores",
});

/** Runs the proxy; the report of a run that verified itself. */
export async function runProxy(
  program: string,
  options: Readonly<Record<string, string | number>>,
  threads: number,
): Promise<WorkloadReport> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const text = await writtenBy((folder) => [program, ...args, "--output", folder], "report.json", threads);
  return parseJson(workloadReport, text, "workloadReport");
}

/** Bandwidth and clock now, with arrays as the runner sizes them. */
export async function runCanaryNow(program: string, threads: number): Promise<CanaryReport> {
  const bytes = triadArrayBytes(systemFiles);
  if (bytes.value === null) throw new Error(bytes.reason);
  const size = String(bytes.value);
  const command = (folder: string) => [program, "--array-bytes", size, "--output", join(folder, "c.json")];
  return parseJson(canaryReport, await writtenBy(command, "c.json", threads), "canaryReport");
}

async function writtenBy(
  command: (folder: string) => readonly string[],
  file: string,
  threads: number,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  try {
    const [program = "", ...args] = command(folder);
    await execa(program, args, { env: environment(threads) });
    return await readFile(join(folder, file), "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Wall seconds of a phase. */
export function phaseSeconds({ phases }: WorkloadReport, name: string): number {
  const found = phases.find((phase) => phase.name === name);
  if (!found) throw new Error(`The report has no phase ${name}.`);
  return found.wall_s;
}
