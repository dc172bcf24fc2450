import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { parsePeakMemory } from "./process-files.ts";

const firstIntervalMs = 10;
const longestIntervalMs = 250;

export interface PeakMemoryTracker {
  /** Reads now, for instance because the process said something. */
  read(): void;
  /** Ends the reading; the largest resident set seen, in MiB. */
  stop(): Observed<number>;
}

/**
 * Follows the kernel's own high-water mark of a process, which is lost when the process ends. It never falls, so the
 * last reading misses only growth in the last quarter of a second, usually less, because the process's output triggers
 * readings too. One takes some 30 µs, so four a second disturb nothing.
 */
export function trackPeakMemory(pid: number, files: SystemFiles): PeakMemoryTracker {
  let peak: number | undefined;
  let interval = firstIntervalMs;
  const read = () => {
    peak = parsePeakMemory(files.text(`/proc/${pid}/status`) ?? "") ?? peak;
  };
  const next = () => {
    read();
    interval = Math.min(interval * 1.5, longestIntervalMs);
    timer = setTimeout(next, interval);
  };
  let timer = setTimeout(next, 0);
  return {
    read,
    stop: () => {
      clearTimeout(timer);
      return peak === undefined
        ? unknownBecause("the workload ended before its memory could be read")
        : { value: peak };
    },
  };
}
