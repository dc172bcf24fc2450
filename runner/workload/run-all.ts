import { join } from "node:path";
import { mkdirSync } from "node:fs";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Engine, Preparation } from "../engine/engine.ts";
import { runOnce, type Run } from "./run-once.ts";

/**
 * Warm-up and timed runs, one after the other. The first that does not complete is the last: the workload is
 * deterministic, and more of the same only costs money. `fault`: the next could not even be started.
 */
export async function runAll(
  config: BenchmarkConfig,
  engine: Engine,
  preparation: Preparation,
): Promise<{ runs: Run[]; fault?: GeosBenchError }> {
  const { say, interruption, scratch } = preparation;
  const runs: Run[] = [];
  const planned = plannedRuns(config);
  for (let repetition = 0; repetition < planned; repetition++) {
    if (interruption.requested.aborted) break;
    const warmup = repetition < config.warmup;
    const cwd = join(scratch, "runs", String(repetition));
    mkdirSync(cwd, { recursive: true });
    say(
      `run ${repetition} starts (${warmup ? "warm-up, " : ""}${repetition + 1} of ${planned}): ${engine.command.join(" ")}`,
    );
    let run: Run;
    try {
      run = await runOnce(config, { repetition, warmup }, engine, { ...preparation, cwd });
    } catch (error) {
      if (error instanceof GeosBenchError) return { runs, fault: error };
      throw error;
    }
    say(`run ${repetition} ended: ${run.outcome} after ${run.sample.wall_s.toFixed(3)} s`);
    runs.push(run);
    if (run.outcome !== "completed") break;
  }
  return { runs };
}

export const plannedRuns = (config: BenchmarkConfig): number => config.warmup + config.repetitions;
