import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { ThreadPlacement } from "../../contract/thread-placement.ts";
import { allowedCpus } from "../environment/cpu-topology.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { type AskedThreads, describePlacement, type SeenThread } from "./describe-placement.ts";
import { parseThread } from "./process-files.ts";

const firstIntervalMs = 20;
/** Two files for each thread at some 20 µs each: with 192 threads 8 ms of one core in two seconds. */
const longestIntervalMs = 2000;

export interface ThreadTracker {
  /** Reads now. */
  read(): void;
  /** Ends the reading; what was seen of the threads. */
  stop(): Observed<ThreadPlacement>;
}

/**
 * Reads a process's threads while it runs: how many, the CPUs that each may run on, the one that it ran on last, and
 * its CPU time. What a thread did after the last reading is not in its CPU time.
 */
export function trackThreads(pid: number, asked: AskedThreads, files: SystemFiles): ThreadTracker {
  const start = performance.now();
  const seen = new Map<string, SeenThread>();
  let most = 0;
  let lastReading = 0;
  let interval = firstIntervalMs;

  const read = () => {
    const [, count] = /^Threads:\s+(\d+)$/m.exec(files.text(`/proc/${pid}/status`) ?? "") ?? [];
    if (count === undefined) return;
    most = Math.max(most, Number(count));
    lastReading = (performance.now() - start) / 1000;
    for (const thread of files.list(`/proc/${pid}/task`)) {
      const task = `/proc/${pid}/task/${thread}`;
      const times = parseThread(files.text(`${task}/stat`) ?? "");
      const cpus = allowedCpus(files.text(`${task}/status`) ?? "");
      if (times && cpus !== undefined) seen.set(thread, { ...times, cpus });
    }
  };
  const next = () => {
    read();
    interval = Math.min(interval * 1.5, longestIntervalMs);
    timer = setTimeout(next, interval);
  };
  let timer = setTimeout(next, firstIntervalMs);
  return {
    read,
    stop: () => {
      clearTimeout(timer);
      const container = allowedCpus(files.text("/proc/self/status") ?? "");
      if (seen.size === 0 || container === undefined) {
        return unknownBecause("the workload ended before its threads could be read");
      }
      return { value: describePlacement([...seen.values()], { most, lastReading, container }, asked) };
    },
  };
}
