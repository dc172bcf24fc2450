import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { Environment } from "../../contract/result.ts";
import type { SystemFiles } from "../system/system-files.ts";

const cpu0 = "/sys/devices/system/cpu/cpu0";

/** Number of CPUs in a kernel CPU list such as `0-3,8`; `undefined` for anything else. */
export function countCpuList(text: string): number | undefined {
  let count = 0;
  for (const range of text.trim().split(",")) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === undefined || Number(last) < Number(first)) return undefined;
    count += Number(last) - Number(first) + 1;
  }
  return count;
}

/** The CPU list of a process or thread, from its `status` file (Cpus_allowed_list: proc_pid_status(5)). */
export function allowedCpus(status: string): string | undefined {
  const [, list] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status) ?? [];
  return list !== undefined && countCpuList(list) !== undefined ? list : undefined;
}

export function observeThreadsPerCore(files: SystemFiles): Observed<number> {
  const list = files.text(`${cpu0}/topology/thread_siblings_list`);
  const count = list === undefined ? undefined : countCpuList(list);
  return count ? { value: count } : unknownBecause("sysfs does not list the hardware threads of a core");
}

export function observeCaches(files: SystemFiles): Environment["caches"] {
  const found = files
    .list(`${cpu0}/cache`)
    .filter((name) => /^index\d+$/.test(name))
    .sort()
    .map((name) => {
      const read = (file: string) => files.text(`${cpu0}/cache/${name}/${file}`)?.trim() ?? "";
      return { level: Number(read("level")), type: read("type"), bytes: cacheBytes(read("size")) };
    })
    .filter(({ level, type, bytes }) => level > 0 && type !== "" && bytes > 0);
  return found.length > 0 ? { value: found } : unknownBecause("sysfs describes no caches here");
}

/** `64K`, `32M` or plain bytes. */
export function cacheBytes(text: string): number {
  const [, digits, unit = ""] = /^(\d+)([KMG]?)$/.exec(text) ?? [];
  const factor = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[unit] ?? 0;
  return Number(digits ?? 0) * factor;
}
