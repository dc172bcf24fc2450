import type { comparedColumns } from "../compare/arm-of-runs.ts";
import type { RunRow } from "../index/run-columns.ts";

/** What of a row of the index a report needs. */
export type ReportedRun = Pick<
  RunRow,
  | (typeof comparedColumns)[number]
  | "vcpus"
  | "memory_mib"
  | "availability_zone"
  | "purchase_option"
  | "submitted_at"
  | "instance_launched_at"
  | "job_started_at"
  | "job_stopped_at"
  | "repetition"
  | "user_cpu_s"
  | "system_cpu_s"
  | "peak_memory_mib"
  | "phases"
>;
