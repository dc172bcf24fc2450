import { unknownBecause } from "../../contract/observed.ts";
import type { Environment } from "../../contract/result.ts";
import type { SystemFiles } from "../system/system-files.ts";
import type { ThreadSettings } from "../system/thread-settings.ts";
import { observeCpu } from "./cpu-info.ts";
import { allowedCpus, observeCaches, observeThreadsPerCore } from "./cpu-topology.ts";
import { observeImage } from "./image-identity.ts";
import { observeInstance } from "./instance-metadata.ts";
import { observeHugePages, observeKernelSettings, observeNumaNodes } from "./kernel-settings.ts";
import { observeMemory, observeMemoryLimit } from "../system/memory.ts";

export interface Machine {
  /** `uname -m`. */
  readonly architecture: string;
  readonly kernel: string;
  readonly logicalCpus: number;
  readonly files: SystemFiles;
}

/** What the runner really finds itself on. Takes at most 2 s (metadata services) and never throws. */
export async function observeEnvironment(
  env: NodeJS.ProcessEnv,
  machine: Machine,
  { emulated, threads }: { emulated: boolean; threads: ThreadSettings },
): Promise<Environment> {
  const { files } = machine;
  const [instance, image] = await Promise.all([observeInstance(env, { emulated }), observeImage(env)]);
  const cpus = allowedCpus(files.text("/proc/self/status") ?? "");
  const hidden = unknownBecause("emulated: what is visible describes the host's processor");
  const cpu = emulated
    ? { model: hidden, identity: hidden, microcode: hidden }
    : observeCpu(machine.architecture, files);
  return {
    architecture: { value: machine.architecture },
    cpu_model: cpu.model,
    cpu_identity: cpu.identity,
    microcode: cpu.microcode,
    logical_cpus: { value: machine.logicalCpus },
    threads_per_core: emulated ? hidden : observeThreadsPerCore(files),
    caches: emulated ? hidden : observeCaches(files),
    memory_mib: observeMemory(files),
    memory_limit_mib: observeMemoryLimit(files),
    kernel: { value: machine.kernel },
    transparent_huge_pages: observeHugePages(files),
    numa_nodes: observeNumaNodes(files),
    kernel_settings: observeKernelSettings(files),
    ...instance,
    image,
    runner_node: { value: process.version },
    threads: threads.threads,
    thread_placement: {
      value: `OMP_PROC_BIND=${threads.variables.OMP_PROC_BIND} OMP_PLACES=${threads.variables.OMP_PLACES}`,
    },
    thread_binding: { value: threads.binding },
    cpus_allowed:
      cpus === undefined ? unknownBecause("/proc/self/status does not list them") : { value: cpus },
  };
}
