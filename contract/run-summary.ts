import type { Observed } from "./observed.ts";

/** How a benchmark ended: `not-placeable` when no instance can ever hold its job. */
export type RunStatus = "succeeded" | "failed" | "not-placeable";

/** One run as the table and `--json` show it. A number that was not measured is null, with the reason beside it. */
export interface RunSummary {
  readonly benchmark_id: string;
  readonly status: RunStatus;
  readonly reason: string;
  readonly job_id: string;
  readonly queue: string;
  readonly exit_code: number | null;
  readonly attempts: number;
  readonly architecture: string;
  readonly emulated: Observed<boolean>;
  readonly proxy: boolean | null;
  readonly valid: boolean;
  /** Median over the timed runs, whole process. */
  readonly sim_days_per_day: Observed<number>;
  /** The proxy's weighted index: time relative to the reference machine; of the run with the median wall time. */
  readonly proxy_index: Observed<number>;
  readonly workload_wall_s: Observed<number>;
  readonly job_wall_s: number;
  /** Of the run with the median wall time. */
  readonly phases: readonly { readonly name: string; readonly wall_s: number }[];
  /** The machine itself, before and after the runs; those that were measured. */
  readonly canaries: readonly { readonly triad_gb_per_s: number; readonly clock_ghz: number }[];
  /** How the threads of the timed runs differ from what was asked; empty: not at all, or not known. */
  readonly placement_differences: readonly string[];
  /** What disturbed the timed runs. */
  readonly disturbances: readonly string[];
  readonly result: { readonly uri: string; readonly directory: string } | null;
  readonly recovered_to: string | null;
}
