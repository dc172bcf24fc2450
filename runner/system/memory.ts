import { posix } from "node:path";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { type ControlGroup, controlGroups } from "./control-groups.ts";
import type { SystemFiles } from "./system-files.ts";

const mebibyte = 1024 * 1024;

export function observeMemory(files: SystemFiles): Observed<number> {
  const [, kibibytes] = /^MemTotal:\s+(\d+) kB$/m.exec(files.text("/proc/meminfo") ?? "") ?? [];
  return kibibytes
    ? { value: Math.round(Number(kibibytes) / 1024) }
    : unknownBecause("/proc/meminfo does not say");
}

/** The tightest memory limit of the control groups that this process is in, version 2 or 1. */
export function observeMemoryLimit(files: SystemFiles): Observed<number> {
  const limits = controlGroups("memory", files).flatMap((group) => limitOf(group, files) ?? []);
  if (limits.length === 0) return unknownBecause("no control group of memory can be read");
  const tightest = Math.min(...limits);
  return Number.isFinite(tightest) && tightest > 0
    ? { value: tightest / mebibyte }
    : unknownBecause("the control group sets no limit");
}

/**
 * Memory that can still be had: of the machine, and within the limits of the control groups, less what they use already. File
 * pages count as available, there as in the kernel's MemAvailable: they are given back when memory is short. `undefined` where
 * unknown.
 */
export function availableMemoryMiB(files: SystemFiles): number | undefined {
  const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(files.text("/proc/meminfo") ?? "") ?? [];
  if (kibibytes === undefined) return undefined;
  const within = controlGroups("memory", files).flatMap((group) => {
    const limit = limitOf(group, files);
    return limit === undefined ? [] : [Math.max(0, limit - usedOf(group, files)) / mebibyte];
  });
  return Math.min(Number(kibibytes) / 1024, ...within);
}

/** Bytes; infinite where there is no limit. */
function limitOf({ version, directory }: ControlGroup, files: SystemFiles): number | undefined {
  const text = files.text(posix.join(directory, version === 2 ? "memory.max" : "memory.limit_in_bytes"));
  if (text === undefined || text.trim() === "") return undefined;
  // "max" in version 2, and about 2^63 in version 1, mean that there is no limit.
  const bytes = /^\d+$/.test(text.trim()) ? Number(text) : Infinity;
  return bytes < 2 ** 60 ? bytes : Infinity;
}

/** Bytes that a control group cannot give back: all that it uses but its file pages. */
function usedOf({ version, directory }: ControlGroup, files: SystemFiles): number {
  const [usage, prefix] = version === 2 ? ["memory.current", ""] : ["memory.usage_in_bytes", "total_"];
  const stat = files.text(posix.join(directory, "memory.stat")) ?? "";
  const pages = ["inactive_file", "active_file"].map((name) =>
    Number(new RegExp(`^${prefix}${name} (\\d+)$`, "m").exec(stat)?.[1] ?? 0),
  );
  const used = Number(files.text(posix.join(directory, usage)) ?? 0);
  return Math.max(0, used - pages.reduce((sum, bytes) => sum + bytes, 0));
}

/** How often the kernel's out-of-memory killer ended a process of this control group. */
export function outOfMemoryKills(files: SystemFiles): number | undefined {
  for (const { directory } of controlGroups("memory", files)) {
    for (const file of ["memory.events", "memory.oom_control"]) {
      const [, count] = /^oom_kill (\d+)$/m.exec(files.text(posix.join(directory, file)) ?? "") ?? [];
      if (count !== undefined) return Number(count);
    }
  }
  return undefined;
}
