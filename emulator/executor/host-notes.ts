import type { Platform } from "../../contract/architecture.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import { volumeNotes, type VolumeDirectories } from "./host-volumes.ts";

/** What the engine's machine has; on Docker Desktop that is its virtual machine. */
export interface EngineCapacity {
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** What its processors run without emulation. */
  readonly platform?: Platform;
}

/** Whether the job's container runs under QEMU (or Rosetta) on that machine. */
export function isEmulated({ platform }: AttemptRequest, host: EngineCapacity): boolean {
  return host.platform !== undefined && host.platform !== platform;
}

const prefix = "[local AWS Batch]";

/** Known faults of QEMU's user mode: github.com/tonistiigi/binfmt issues 215, 231, 240, 245, 298. */
export const emulatorCrashNote = `${prefix} exit code 139 (segmentation fault) under emulation: it may be the emulator that crashed, not the program`;

/** Differences between what a job asked for and what this machine gives it, as lines for the job's log. */
export function hostNotes(
  request: AttemptRequest,
  {
    host,
    volumeDirectories: directories,
    owner,
  }: {
    readonly host: EngineCapacity;
    readonly volumeDirectories: VolumeDirectories;
    readonly owner: string;
  },
): string[] {
  const notes: string[] = [];
  if (isEmulated(request, host)) {
    notes.push(
      `${request.platform} runs under emulation on this ${host.platform} machine: its times say nothing about an instance`,
    );
  }
  if (request.vcpus > host.vcpus) {
    notes.push(
      `this machine has ${host.vcpus} CPUs, the job asked for ${request.vcpus} vCPUs: it runs slower than on an instance that has them`,
    );
  }
  if (request.memoryMiB > host.memoryMiB) {
    notes.push(
      `memory limited to ${host.memoryMiB} MiB, all that this machine has; the job asked for ${request.memoryMiB} MiB`,
    );
  }
  if (request.container.privileged)
    notes.push("the container is privileged on this machine, as its definition asks");
  notes.push(...volumeNotes(request.container, { directories, owner }));
  return notes.map((note) => `${prefix} ${note}`);
}
