import type { ModelledType } from "../batch/scheduler/placement/candidates.ts";
import type { EngineCapacity } from "../executor/host-notes.ts";

/**
 * The machine that runs the containers, as the one instance that an unmanaged environment has here. On AWS it has what
 * its user registers in its cluster; nobody can do that on this machine.
 */
export function thisMachine({ vcpus, memoryMiB, platform }: EngineCapacity): ModelledType {
  return {
    name: "this-machine",
    architecture: platform === "linux/arm64" ? "arm64" : "x86_64",
    vcpus,
    memoryMiB,
    usableMemoryMiB: memoryMiB,
    gpus: 0,
  };
}
