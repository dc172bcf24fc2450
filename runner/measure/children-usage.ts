import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { parseChildrenCpu, parseIo } from "./process-files.ts";

/** What all children that this process has waited for used together. */
interface ChildrenUsage {
  readonly cpu: ReturnType<typeof parseChildrenCpu>;
  readonly io: ReturnType<typeof parseIo>;
}

export interface MeasuredUsage {
  readonly user_cpu_s: Observed<number>;
  readonly system_cpu_s: Observed<number>;
  readonly read_bytes: Observed<number>;
  readonly written_bytes: Observed<number>;
  readonly storage_read_bytes: Observed<number>;
}

/**
 * Node has no `wait4`, and a process's own files vanish when it is reaped. But the kernel adds what a reaped child used
 * to its parent, exactly: CPU as cutime and cstime, I/O into the process-wide counters that /proc/self/io shows
 * together with those of the living threads (Linux, `wait_task_zombie`, `do_io_accounting`). So one child's usage is
 * a difference. `/proc/self/task/<pid>` is used because QEMU imitates `/proc/self/stat`, with zeros.
 */
export function childrenUsage(pid: number, files: SystemFiles): ChildrenUsage {
  const tasks = "/proc/self/task";
  const threads = files.list(tasks).filter((thread) => thread !== String(pid));
  // The main thread before the process: reading is I/O too, and in this order it cancels out of the difference.
  const main = parseIo(files.text(`${tasks}/${pid}/io`) ?? "");
  const whole = parseIo(files.text("/proc/self/io") ?? "");
  const others = threads.map((thread) => parseIo(files.text(`${tasks}/${thread}/io`) ?? ""));
  const own = [main, ...others];
  return {
    cpu: parseChildrenCpu(files.text(`${tasks}/${pid}/stat`) ?? ""),
    io:
      whole && own.every((thread) => thread !== undefined)
        ? {
            readBytes: own.reduce((rest, thread) => rest - thread.readBytes, whole.readBytes),
            writtenBytes: own.reduce((rest, thread) => rest - thread.writtenBytes, whole.writtenBytes),
            storageReadBytes: own.reduce(
              (rest, thread) => rest - thread.storageReadBytes,
              whole.storageReadBytes,
            ),
          }
        : undefined,
  };
}

/** What was used between two readings, during which one child ran and was waited for. */
export function usageBetween(before: ChildrenUsage, after: ChildrenUsage): MeasuredUsage {
  const difference = (from: number | undefined, to: number | undefined, what: string): Observed<number> =>
    from === undefined || to === undefined
      ? unknownBecause(`this kernel does not show the ${what} of ended children`)
      : { value: Math.max(0, to - from) };
  const cpu = "CPU time";
  const io = "I/O";
  return {
    user_cpu_s: rounded(difference(before.cpu?.userSeconds, after.cpu?.userSeconds, cpu)),
    system_cpu_s: rounded(difference(before.cpu?.systemSeconds, after.cpu?.systemSeconds, cpu)),
    read_bytes: difference(before.io?.readBytes, after.io?.readBytes, io),
    written_bytes: difference(before.io?.writtenBytes, after.io?.writtenBytes, io),
    storage_read_bytes: difference(before.io?.storageReadBytes, after.io?.storageReadBytes, io),
  };
}

/** Counted in hundredths of a second; the difference of two floating-point numbers need not look so. */
function rounded(seconds: Observed<number>): Observed<number> {
  return seconds.value === null ? seconds : { value: Math.round(seconds.value * 100) / 100 };
}
