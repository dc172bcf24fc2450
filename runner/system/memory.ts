import { posix } from "node:path";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
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
  const limits = memoryGroups(files).flatMap(({ directory, file }) => {
    const text = files.text(posix.join(directory, file))?.trim() ?? "";
    // "max" in version 2, and about 2^63 in version 1, mean that there is no limit.
    const bytes = /^\d+$/.test(text) ? Number(text) : Infinity;
    return text === "" ? [] : [bytes < 2 ** 60 ? bytes : Infinity];
  });
  if (limits.length === 0) return unknownBecause("no control group of memory can be read");
  const tightest = Math.min(...limits);
  return Number.isFinite(tightest) && tightest > 0
    ? { value: tightest / mebibyte }
    : unknownBecause("the control group sets no limit");
}

/** Memory that can still be had: of the machine, and within the control group's limit. `undefined` where unknown. */
export function availableMemoryMiB(files: SystemFiles): number | undefined {
  const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(files.text("/proc/meminfo") ?? "") ?? [];
  if (kibibytes === undefined) return undefined;
  return Math.min(Number(kibibytes) / 1024, observeMemoryLimit(files).value ?? Infinity);
}

/** How often the kernel's out-of-memory killer ended a process of this control group. */
export function outOfMemoryKills(files: SystemFiles): number | undefined {
  for (const { directory } of memoryGroups(files)) {
    for (const file of ["memory.events", "memory.oom_control"]) {
      const [, count] = /^oom_kill (\d+)$/m.exec(files.text(posix.join(directory, file)) ?? "") ?? [];
      if (count !== undefined) return Number(count);
    }
  }
  return undefined;
}

/** Directories of the memory control group, innermost first, up to the one that is mounted. */
function memoryGroups(files: SystemFiles): { directory: string; file: string }[] {
  const groups: { directory: string; file: string }[] = [];
  for (const line of (files.text("/proc/self/cgroup") ?? "").split("\n")) {
    const [, hierarchy, controllers = "", path = "/"] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    const isVersion2 = hierarchy === "0" && controllers === "";
    if (!isVersion2 && !controllers.split(",").includes("memory")) continue;
    const mount = isVersion2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    const file = isVersion2 ? "memory.max" : "memory.limit_in_bytes";
    for (let group = posix.join("/", path); ; group = posix.dirname(group)) {
      groups.push({ directory: posix.join(mount, group), file });
      if (group === "/") break;
    }
  }
  return groups;
}
