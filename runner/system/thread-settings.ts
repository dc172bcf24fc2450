import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";

export interface ThreadSettings {
  readonly threads: number;
  readonly variables: {
    readonly OMP_NUM_THREADS: string;
    readonly OMP_PROC_BIND: string;
    readonly OMP_PLACES: string;
    readonly OMP_STACKSIZE: string;
    readonly OMP_DYNAMIC: string;
  };
  /** What differs from the request, for the log. */
  readonly notes: readonly string[];
}

/**
 * The OpenMP variables of the workload. Placement variables that the job definition sets are kept.
 *
 * Threads are bound to cores only on a machine as large as asked for that fits no second job of this size: containers
 * share CPUs by weight, not by set, so two bound jobs would both take the first cores and leave the others idle.
 */
export function threadSettings(
  config: BenchmarkConfig,
  availableCpus: number,
  env: NodeJS.ProcessEnv,
  { emulated }: { emulated: boolean },
): ThreadSettings {
  const asked = config.workload.threads ?? config.hardware.vcpus;
  const threads = config.workload.threads ?? Math.min(asked, availableCpus);
  const alone = !emulated && threads === asked && threads <= availableCpus && threads * 2 > availableCpus;
  const notes: string[] = [];
  if (threads < asked) {
    notes.push(
      `${threads} threads instead of the ${asked} vCPUs asked for: only ${availableCpus} CPUs are available`,
    );
  } else if (threads > availableCpus) {
    notes.push(`${threads} threads, as the config says, share ${availableCpus} CPUs`);
  }
  return {
    threads,
    notes,
    variables: {
      OMP_NUM_THREADS: String(threads),
      OMP_PROC_BIND: env["OMP_PROC_BIND"] ?? (alone ? "close" : "false"),
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
