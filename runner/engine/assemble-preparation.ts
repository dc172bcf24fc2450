import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Observed } from "../../contract/observed.ts";
import { allowedCpus, countCpuList } from "../environment/cpu-topology.ts";
import { detectEmulation } from "../environment/detect-emulation.ts";
import type { Ports } from "../ports.ts";
import { ownerVariable } from "../system/scratch-owner.ts";
import { stackLimit, type ThreadSettings, threadSettings } from "../system/thread-settings.ts";
import { workloadEnvironment } from "../workload/workload-environment.ts";
import { createStagingLog } from "./staging-log.ts";
import type { Engine, Preparation } from "./engine.ts";

export interface Assembled {
  readonly preparation: Preparation;
  readonly emulated: Observed<boolean>;
  readonly settings: ThreadSettings;
}

/** Looks at the machine and decides how the workload is run on it, a rehearsal included; the log says both. */
export function assemblePreparation(
  config: BenchmarkConfig,
  engine: Pick<Engine, "variables">,
  scratch: string,
  { env, machine, journal, interruption, graceMs }: Ports,
  { dryRun }: { readonly dryRun: boolean },
): Assembled {
  const { files } = machine;
  const { emulated, evidence } = detectEmulation(machine.architecture, process.pid, files);
  const isEmulated = emulated.value === true;
  const allowed = countCpuList(allowedCpus(files.text("/proc/self/status") ?? "") ?? "");
  const cpus = { available: machine.logicalCpus, allowed: allowed ?? machine.logicalCpus };
  const settings = threadSettings(config, cpus, env, { emulated: isEmulated });
  const added = { ...settings.variables, ...engine.variables };
  const variables = Object.entries(added).map(([name, value]) => `${name}=${value}`);
  const stack = stackLimit(files.text("/proc/self/limits")) ?? "unknown";
  journal.say(`emulated: ${emulated.value ?? "unknown"} (${evidence})`);
  for (const note of settings.notes) journal.say(note);
  journal.say(`workload environment: ${variables.join(" ")}, stack limit ${stack}`);
  return {
    emulated,
    settings,
    preparation: {
      env: workloadEnvironment(env, { ...added, [ownerVariable]: scratch }),
      files,
      emulated: isEmulated,
      interruption,
      onLine: journal.pass,
      graceMs,
      scratch,
      asked: settings,
      say: journal.say,
      dryRun,
      staging: createStagingLog(),
    },
  };
}
