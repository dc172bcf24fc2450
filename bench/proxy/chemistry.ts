import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../host/paths.ts";
import { pythonWith } from "../python-environment.ts";
import { buildProxy } from "./build-proxy.ts";

const version = "0.17.2";

/**
 * Cells per second with TS1 against MICM's, the solver in NCAR's package musica: equal cells, steps and tolerances,
 * one core each, both orderings of its matrix, and of the numbers of cells that share its sub-steps the best; the
 * vector solver, whose goal is at least 2, and the generated code, which stands for the model's and is as fast as it is.
 */
export async function chemistry(rounds: number): Promise<void> {
  for (const line of await compareWithMicm(rounds)) console.log(`  ${line}`);
}

/** What the comparison prints: whether the answers agree, then the rates and their ratios. */
export async function compareWithMicm(rounds: number): Promise<string[]> {
  const { chemistryCells } = await buildProxy("generic");
  const python = process.env["GCBENCH_PYTHON"] || (await pythonWith(`musica==${version}`));
  const folder = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  try {
    const script = join(projectRoot, "container/proxy/test/compare_with_micm.py");
    const args = [script, chemistryCells, join(folder, "ts1.mech"), "--time", String(rounds)];
    const { stdout } = await execa(python, args, { env: { OMP_NUM_THREADS: "1" } });
    return stdout.split("\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
