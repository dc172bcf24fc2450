import { unknownBecause } from "../../contract/observed.ts";
import type { Environment } from "../../contract/result.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { countCpuList } from "./cpu-topology.ts";

/**
 * What a machine image decides beside the kernel itself, and what a program that fills memory meets (Linux kernel
 * documentation, "Documentation for /proc/sys/kernel" and "…/vm", "CPU Performance Scaling").
 */
const settings = {
  "kernel.numa_balancing": "/proc/sys/kernel/numa_balancing",
  "vm.nr_hugepages": "/proc/sys/vm/nr_hugepages",
  "vm.overcommit_memory": "/proc/sys/vm/overcommit_memory",
  "vm.swappiness": "/proc/sys/vm/swappiness",
  "vm.zone_reclaim_mode": "/proc/sys/vm/zone_reclaim_mode",
  "transparent_hugepage.defrag": "/sys/kernel/mm/transparent_hugepage/defrag",
  "cpufreq.scaling_governor": "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor",
} as const;

/** Of several words the one in brackets is chosen: `always [madvise] never`. */
const chosen = (text: string): string => (/\[([^\]]+)\]/.exec(text)?.[1] ?? text).trim();

export function observeHugePages(files: SystemFiles): Environment["transparent_huge_pages"] {
  const text = files.text("/sys/kernel/mm/transparent_hugepage/enabled");
  const word = text === undefined ? "" : chosen(text);
  return word === "always" || word === "madvise" || word === "never"
    ? { value: word }
    : unknownBecause("sysfs does not say whether the kernel gives transparent huge pages");
}

export function observeNumaNodes(files: SystemFiles): Environment["numa_nodes"] {
  const count = countCpuList(files.text("/sys/devices/system/node/online") ?? "");
  return count ? { value: count } : unknownBecause("sysfs does not list the nodes of the memory");
}

/** Those of them that can be read; a kernel does not have all. */
export function observeKernelSettings(files: SystemFiles): Environment["kernel_settings"] {
  const found = Object.entries(settings).flatMap(([name, path]) => {
    const text = files.text(path);
    return text === undefined ? [] : [[name, chosen(text)] as const];
  });
  return found.length > 0
    ? { value: Object.fromEntries(found) }
    : unknownBecause("none of the kernel's settings can be read");
}
