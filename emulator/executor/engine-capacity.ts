import type Docker from "dockerode";
import { platformOf, type Platform } from "../../contract/architecture.ts";
import type { EngineCapacity } from "./host-notes.ts";

/** CPUs, memory and platform of the machine that runs the containers, as the engine reports them. */
export async function engineCapacity(docker: Docker): Promise<EngineCapacity> {
  const info = (await docker.info()) as { NCPU: number; MemTotal: number; Architecture: string };
  const platform = platforms.get(info.Architecture);
  return {
    vcpus: info.NCPU,
    memoryMiB: Math.floor(info.MemTotal / 1024 / 1024),
    ...(platform === undefined ? {} : { platform }),
  };
}

// As uname writes them.
const platforms: ReadonlyMap<string, Platform> = new Map([
  ["x86_64", platformOf("x86_64")],
  ["aarch64", platformOf("arm64")],
]);
