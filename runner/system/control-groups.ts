import { posix } from "node:path";
import type { SystemFiles } from "./system-files.ts";

/** A control group that this process is in. */
export interface ControlGroup {
  readonly version: 1 | 2;
  readonly directory: string;
}

/** The control groups of one controller, innermost first, up to the one that is mounted; those of version 2 too. */
export function controlGroups(controller: "cpu" | "memory", files: SystemFiles): ControlGroup[] {
  const groups: ControlGroup[] = [];
  for (const line of (files.text("/proc/self/cgroup") ?? "").split("\n")) {
    const [, hierarchy, controllers = "", path = "/"] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    const version = hierarchy === "0" && controllers === "" ? 2 : 1;
    if (version === 1 && !controllers.split(",").includes(controller)) continue;
    const mount = version === 2 ? "/sys/fs/cgroup" : `/sys/fs/cgroup/${controller}`;
    for (let group = posix.join("/", path); ; group = posix.dirname(group)) {
      groups.push({ version, directory: posix.join(mount, group) });
      if (group === "/") break;
    }
  }
  return groups;
}
