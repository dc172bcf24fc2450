import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { exitCodes } from "../contract/exit-codes.ts";
import { openEngine } from "./open-engine.ts";
import type { Ports } from "./ports.ts";
import { inStage } from "./stage.ts";
import { createScratch } from "./system/scratch.ts";
import { threadSettings } from "./system/thread-settings.ts";
import { workloadEnvironment } from "./workload/workload-environment.ts";

/** `--dry-run`: everything up to the first run. What would stop the benchmark is a StageFailure, as in the benchmark. */
export async function rehearse(config: BenchmarkConfig, ports: Ports): Promise<number> {
  const { env, machine, journal, interruption, graceMs } = ports;
  const engine = await inStage(exitCodes.invalidConfig, () => openEngine(config, ports));
  const { threads, variables } = threadSettings(config, machine.logicalCpus, env, { emulated: false });
  const scratch = await inStage(exitCodes.workloadFailed, () => createScratch(env));
  try {
    await inStage(exitCodes.workloadFailed, () =>
      engine.prepare({
        env: workloadEnvironment(env, { ...variables, ...engine.variables }),
        files: machine.files,
        emulated: false,
        interruption,
        onLine: journal.pass,
        graceMs,
        scratch: scratch.path,
        threads,
        say: journal.say,
        dryRun: true,
      }),
    );
    journal.say(`dry run: it could be run as ${engine.command.join(" ")}; nothing was run or stored`);
    return exitCodes.success;
  } catch (error) {
    if (interruption.requested.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    scratch.remove();
  }
}
