import type { Observed } from "../../contract/observed.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { parseCpuInfo } from "./cpu-info.ts";

interface Evidence {
  readonly says: "native" | "emulated";
  readonly text: string;
}

/** ELF `e_machine` (System V ABI) by the name that `uname -m` gives. */
const elfMachines: Readonly<Record<number, string>> = { 62: "x86_64", 183: "aarch64" };

/**
 * Whether programs here run under user-mode emulation (QEMU, Rosetta), from evidence that the emulator does not
 * rewrite. QEMU imitates `uname`, `/proc/self/exe`, `/proc/self/maps` and, since 8.0, `/proc/cpuinfo`; not the paths
 * used here. An emulated *machine* (a whole virtual one with another processor) has its own kernel and is not found
 * this way.
 */
export function detectEmulation(
  machine: string,
  pid: number,
  files: SystemFiles,
): { emulated: Observed<boolean>; evidence: string } {
  const evidence = [
    kernelArchitecture(machine, files),
    executable(machine, pid, files),
    cpuInfo(machine, files),
  ].filter((found) => found !== undefined);
  const against = evidence.find(({ says }) => says === "emulated");
  const decisive = against ?? evidence[0];
  if (!decisive) {
    const reason = "neither the kernel's architecture nor the running executable can be read";
    return { emulated: unknownBecause(reason), evidence: reason };
  }
  return { emulated: { value: decisive === against }, evidence: decisive.text };
}

/** /proc/sys/kernel/arch: the kernel's own word, since Linux 6.1. */
function kernelArchitecture(machine: string, files: SystemFiles): Evidence | undefined {
  const kernel = files.text("/proc/sys/kernel/arch")?.trim();
  if (!kernel) return undefined;
  return {
    says: kernel === machine ? "native" : "emulated",
    text: `uname says ${machine}, the kernel is ${kernel}`,
  };
}

/** The file that the kernel runs: under emulation the emulator. `/proc/self/exe` itself is imitated, this is not. */
function executable(machine: string, pid: number, files: SystemFiles): Evidence | undefined {
  const header = files.head(`/proc/self/task/${pid}/exe`, 20);
  if (!header || header.length < 20 || header.toString("latin1", 0, 4) !== "\u007FELF") return undefined;
  const found = elfMachines[header.readUInt16LE(18)];
  if (!found) return undefined;
  return {
    says: found === machine ? "native" : "emulated",
    text: `uname says ${machine}, the kernel runs an executable for ${found}`,
  };
}

/** A foreign /proc/cpuinfo proves emulation; a matching one proves nothing. */
function cpuInfo(machine: string, files: SystemFiles): Evidence | undefined {
  const keys = parseCpuInfo(files.text("/proc/cpuinfo") ?? "");
  const foreign = machine === "aarch64" ? "vendor_id" : "CPU implementer";
  if (!keys.has(foreign)) return undefined;
  return { says: "emulated", text: `uname says ${machine}, /proc/cpuinfo has "${foreign}"` };
}
