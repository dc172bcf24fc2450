import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../host/paths.ts";
import { benchFolder } from "../cache-folder.ts";
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
  const python = await pythonWithMusica();
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

/** GCBENCH_PYTHON, a Python that has it, or an environment of our own. */
async function pythonWithMusica(): Promise<string> {
  const given = process.env["GCBENCH_PYTHON"];
  if (given) return given;
  const folder = benchFolder(`musica-${version}`);
  const python = join(folder, "bin/python");
  if (!existsSync(join(folder, "installed"))) {
    await execa("python3", ["-m", "venv", "--clear", folder]);
    await execa(python, ["-m", "pip", "install", "--quiet", `musica==${version}`]);
    await execa("touch", [join(folder, "installed")]);
  }
  return python;
}
