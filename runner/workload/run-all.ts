import { join } from "node:path";
import { mkdirSync } from "node:fs";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { runOnce, type Run } from "./run-once.ts";
import type { WorkloadContext } from "./spawn-workload.ts";

/**
 * Warm-up and timed runs, one after the other. The first that does not complete is the last: the workload is
 * deterministic, and more of the same only costs money.
 */
export async function runAll(
  config: BenchmarkConfig,
  threads: number,
  command: readonly [string, ...string[]],
  scratch: string,
  context: Omit<WorkloadContext, "cwd">,
  say: (message: string) => void,
): Promise<Run[]> {
  const runs: Run[] = [];
  const planned = plannedRuns(config);
  for (let repetition = 0; repetition < planned; repetition++) {
    if (context.interruption.requested.aborted) break;
    const warmup = repetition < config.warmup;
    const cwd = join(scratch, "runs", String(repetition));
    mkdirSync(cwd, { recursive: true });
    say(
      `run ${repetition} starts (${warmup ? "warm-up, " : ""}${repetition + 1} of ${planned}): ${command.join(" ")}`,
    );
    const run = await runOnce(config, { repetition, warmup, threads }, command, { ...context, cwd });
    say(`run ${repetition} ended: ${run.sample.outcome} after ${run.sample.wall_s.toFixed(3)} s`);
    runs.push(run);
    if (run.sample.outcome !== "completed") break;
  }
  return runs;
}

export const plannedRuns = (config: BenchmarkConfig): number => config.warmup + config.repetitions;
