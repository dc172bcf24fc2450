import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Binding } from "../../contract/thread-placement.ts";

export interface ThreadSettings {
  readonly threads: number;
  readonly variables: {
    readonly OMP_NUM_THREADS: string;
    readonly OMP_PROC_BIND: string;
    readonly OMP_PLACES: string;
    readonly OMP_STACKSIZE: string;
    readonly OMP_DYNAMIC: string;
  };
  /** What OMP_PROC_BIND asks for. */
  readonly binding: Binding;
  /** What a person should know of it, for the log. */
  readonly notes: readonly string[];
}

export interface CpusOfJob {
  /** How many threads can run at once: affinity and CPU quota considered. */
  readonly available: number;
  /** CPUs that the job may run on, by its affinity alone: the machine's, in a container without a CPU set. */
  readonly allowed: number;
}

/** Of 16 vCPUs one may be left to the system, of 192 twelve; more is room for another job. */
const shareLeftOver = 1 / 16;

/**
 * The OpenMP variables of the workload. Placement variables that the job definition sets are kept.
 *
 * Threads are bound, the same way for every engine, when the job has the machine: when the vCPUs that it asked for are
 * all but a sixteenth of those it may run on. Containers share CPUs by weight, not by set, so two bound jobs would both
 * take the first cores and leave the others idle. How many threads there are does not matter: along a curve of threads
 * on one machine the policy is the same.
 */
export function threadSettings(
  config: BenchmarkConfig,
  cpus: CpusOfJob,
  env: NodeJS.ProcessEnv,
  { emulated }: { emulated: boolean },
): ThreadSettings {
  const { vcpus } = config.hardware;
  const { available, allowed } = cpus;
  const asked = config.workload.threads ?? vcpus;
  const threads = config.workload.threads ?? Math.min(asked, available);
  const notes: string[] = [];
  if (threads < asked) {
    notes.push(
      `${threads} threads instead of the ${asked} vCPUs asked for: only ${available} CPUs are available`,
    );
  } else if (threads > available) {
    notes.push(`${threads} threads, as the config says, share ${available} CPUs`);
  }
  const fits = vcpus <= allowed && threads <= allowed;
  const hasMachine = fits && allowed - vcpus <= Math.max(1, Math.floor(allowed * shareLeftOver));
  const wanted = config.workload.binding;
  const isBound = wanted === undefined ? hasMachine && !emulated : wanted === "cores";
  const bind = env["OMP_PROC_BIND"] ?? (isBound ? "close" : "false");
  const isOff = bind.toLowerCase() === "false";
  notes.push(
    `threads are ${isOff ? "not bound" : "bound to cores"}: ${
      env["OMP_PROC_BIND"] !== undefined
        ? `OMP_PROC_BIND=${bind} of the job definition`
        : wanted !== undefined
          ? `workload.binding is "${wanted}"`
          : emulated
            ? "emulated: the cores are the host's"
            : `the job asked for ${vcpus} vCPUs of the ${allowed} that it may run on`
    }`,
  );
  return {
    threads,
    notes,
    binding: isOff ? "unbound" : "bound",
    variables: {
      OMP_NUM_THREADS: String(threads),
      OMP_PROC_BIND: bind,
      OMP_PLACES: env["OMP_PLACES"] ?? "cores",
      // GEOS-Chem's own advice; smaller thread stacks end in a segmentation fault.
      OMP_STACKSIZE: env["OMP_STACKSIZE"] ?? "500m",
      OMP_DYNAMIC: "false",
    },
  };
}

/** Soft limit of the main thread's stack, from /proc/self/limits. */
export function stackLimit(limits: string | undefined): string | undefined {
  const [, soft] = /^Max stack size\s+(\S+)/m.exec(limits ?? "") ?? [];
  return soft;
}
