import { comparedColumns } from "../compare/arm-of-runs.ts";
import type { RunColumn, RunRow } from "../index/run-columns.ts";

/** What of the index a report needs. */
export const reportedColumns = [
  ...comparedColumns,
  "vcpus",
  "memory_mib",
  "architecture",
  "availability_zone",
  "purchase_option",
  "submitted_at",
  "instance_launched_at",
  "job_started_at",
  "job_stopped_at",
  "repetition",
  "user_cpu_s",
  "system_cpu_s",
  "peak_memory_mib",
  "phases",
] as const satisfies readonly RunColumn[];

export type ReportedRun = Pick<RunRow, (typeof reportedColumns)[number]>;
