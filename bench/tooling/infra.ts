import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wholeEnvironment } from "../../test/support/whole-environment.ts";
import { described, median } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import { commandCost } from "./command-cost.ts";

/**
 * What a change of the infrastructure waits for: synthesis of all stacks with every part, and the project's type
 * check.
 */
export async function infra(rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  const file = join(folder, "environment.json");
  await writeFile(file, JSON.stringify(wholeEnvironment));
  const environment = { CDKTF_OUTDIR: folder, GCBENCH_ENVIRONMENT: file };
  const goals = { synthesis: 2, "type check": 3 };
  try {
    const found = await takeTurns(rounds, {
      synthesis: () => commandCost([process.execPath, "infra/main.ts"], environment),
      "type check": () => commandCost(["node_modules/.bin/tsc", "--noEmit"]),
    });
    for (const [what, goal] of Object.entries(goals)) {
      const costs = found[what as keyof typeof goals];
      const seconds = costs.map((cost) => cost.seconds);
      const memory = costs.map((cost) => cost.peakMemoryMiB);
      const missed = median(seconds) > goal ? "; missed" : "";
      console.log(
        `  ${what.padEnd(10)} ${described(seconds, 2, "s")} (goal: at most ${goal} s${missed}); peak memory ${described(memory, 0, "MiB")}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
