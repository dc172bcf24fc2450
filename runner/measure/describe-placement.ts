import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { Binding, ThreadPlacement } from "../../contract/thread-placement.ts";
import { countCpuList } from "../environment/cpu-topology.ts";

export interface AskedThreads {
  readonly threads: number;
  readonly binding: Binding;
}

/** A thread at its last reading. */
export interface SeenThread {
  readonly cpuSeconds: number;
  readonly lastCpu: number;
  /** As the kernel lists them. */
  readonly cpus: string;
}

interface Circumstances {
  /** Most threads at one time. */
  readonly most: number;
  /** Seconds from the start. */
  readonly lastReading: number;
  /** CPUs of the container, as the kernel lists them. */
  readonly container: string;
}

/** Helpers of a run-time library wait all the time: whoever computes gets more. */
const leastShare = 0.01;
/** CPU times count hundredths of a second; with less than this their shares say nothing. */
const leastSeconds = 0.5;

/** What the readings of all threads say, and whether it is what was asked. */
export function describePlacement(
  threads: readonly SeenThread[],
  { most, lastReading, container }: Circumstances,
  asked: AskedThreads,
): ThreadPlacement {
  const busiestFirst = threads.toSorted((a, b) => b.cpuSeconds - a.cpuSeconds);
  const busiest = busiestFirst[0]?.cpuSeconds ?? 0;
  const working = busiestFirst.filter(({ cpuSeconds }) => cpuSeconds >= busiest * leastShare);
  const placement = {
    threads: most,
    working_threads: working.length,
    binding: bindingOf(working, container),
    cpus: container,
    per_thread: busiestFirst.map(({ cpuSeconds, lastCpu, cpus }) => ({
      cpu_s: cpuSeconds,
      cpus,
      last_cpu: lastCpu,
    })),
    last_reading_s: lastReading,
  };
  return { ...placement, differences: differences(placement, working, busiest, asked) };
}

function bindingOf(threads: readonly SeenThread[], container: string): ThreadPlacement["binding"] {
  const bound = threads.filter(({ cpus }) => cpus !== container).length;
  if (bound === 0) return "unbound";
  return bound === threads.length ? "bound" : "mixed";
}

function differences(
  { threads, binding, cpus: container }: Omit<ThreadPlacement, "differences">,
  working: readonly SeenThread[],
  busiest: number,
  asked: AskedThreads,
): Observed<string[]> {
  if (busiest < leastSeconds) {
    return unknownBecause(
      `the busiest thread was seen to use ${busiest.toFixed(2)} s of CPU: too little to tell which threads compute`,
    );
  }
  const found: string[] = [];
  if (threads < asked.threads) found.push(`threads: asked ${asked.threads}, seen ${threads}`);
  // Fewer that work are the program's own matter: a loop may have fewer turns than there are threads.
  else if (working.length > asked.threads) {
    found.push(`threads: asked ${asked.threads}, ${working.length} of the ${threads} seen did the work`);
  }
  // On one CPU there is nothing to be bound to.
  const isBoundOrNot = (countCpuList(container) ?? 0) > 1;
  if (isBoundOrNot && binding !== asked.binding) {
    found.push(`placement: asked ${asked.binding}, seen ${binding}`);
  }
  if (isBoundOrNot && asked.binding === "bound") found.push(...crowded(working, asked.threads, container));
  return { value: found };
}

/** Places with more threads than CPUs, while there are CPUs enough. */
function crowded(working: readonly SeenThread[], asked: number, container: string): string[] {
  if (asked > (countCpuList(container) ?? 0)) return [];
  return [...Map.groupBy(working, ({ cpus }) => cpus)]
    .filter(([cpus, threads]) => cpus !== container && threads.length > (countCpuList(cpus) ?? 0))
    .map(([cpus, threads]) => `placement: ${threads.length} threads share CPU ${cpus}`);
}
