import type { SystemFiles } from "../system/system-files.ts";
import { cacheBytes } from "./cpu-topology.ts";

const cpus = "/sys/devices/system/cpu";

/**
 * Bytes of all last-level caches together, `undefined` where sysfs describes none. A machine has several where groups
 * of cores have their own (Zen) or on more than one socket; each is listed by every CPU that shares it.
 */
export function lastLevelCacheBytes(files: SystemFiles): number | undefined {
  const found = new Map<string, { level: number; bytes: number }>();
  for (const cpu of files.list(cpus).filter((name) => /^cpu\d+$/.test(name))) {
    for (const index of files.list(`${cpus}/${cpu}/cache`).filter((name) => /^index\d+$/.test(name))) {
      const read = (file: string) => files.text(`${cpus}/${cpu}/cache/${index}/${file}`)?.trim() ?? "";
      const [level, bytes] = [Number(read("level")), cacheBytes(read("size"))];
      if (level > 1 && bytes > 0) found.set(`${level} ${read("shared_cpu_list") || cpu}`, { level, bytes });
    }
  }
  const caches = [...found.values()];
  const last = Math.max(0, ...caches.map(({ level }) => level));
  const total = caches.reduce((sum, { level, bytes }) => sum + (level === last ? bytes : 0), 0);
  return total > 0 ? total : undefined;
}
