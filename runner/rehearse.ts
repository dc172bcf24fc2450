import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { exitCodes } from "../contract/exit-codes.ts";
import { assemblePreparation } from "./engine/assemble-preparation.ts";
import { openEngine } from "./open-engine.ts";
import type { Ports } from "./ports.ts";
import { inStage } from "./stage.ts";
import { createScratch } from "./system/scratch.ts";

/**
 * `--dry-run`: everything up to the first run. What would stop the benchmark is a StageFailure, as in the benchmark.
 */
export async function rehearse(config: BenchmarkConfig, ports: Ports): Promise<number> {
  const engine = await inStage(exitCodes.invalidConfig, () => openEngine(config, ports));
  const scratch = await inStage(exitCodes.workloadFailed, () =>
    createScratch(ports.env, { files: ports.machine.files, say: ports.journal.say }),
  );
  try {
    const { preparation } = assemblePreparation(config, engine, scratch.path, ports, { dryRun: true });
    await inStage(exitCodes.workloadFailed, () => engine.prepare(preparation));
    preparation.say(`dry run: it could be run as ${engine.command.join(" ")}; nothing was run or stored`);
    return exitCodes.success;
  } catch (error) {
    if (ports.interruption.requested.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    scratch.remove();
  }
}
