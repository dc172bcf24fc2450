import type { CanaryReport } from "../../contract/canary-report.ts";
import type { Observed } from "../../contract/observed.ts";

/** One line of the log. */
export function describeCanary(when: "before" | "after", canary: Observed<CanaryReport>): string {
  const name = `canary ${when} the runs`;
  if (canary.value === null) return `${name}: not measured: ${canary.reason}`;
  const { threads, triad, clock } = canary.value;
  return `${name}: triad ${triad.gb_per_s.best.toFixed(1)} GB/s (${threads} threads, arrays of ${Math.round(triad.array_bytes / 1024 ** 2)} MiB), clock ${clock.single_thread_ghz.best.toFixed(2)} GHz (one thread), ${clock.all_threads_ghz.best.toFixed(2)} GHz (all)`;
}
