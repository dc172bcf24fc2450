import type { RunColumn, RunRow } from "../index/run-columns.ts";
import { shownColumns } from "../compare/arm-figures.ts";
import { trackedColumns } from "../track/points-of-results.ts";

/** What of the index a picture of all runs needs; the rest is for queries and downloads. */
export const overviewColumns = [
  ...new Set([
    ...shownColumns,
    ...trackedColumns,
    "has_job_record",
    "instance_launched_at",
    "origin",
    "peak_memory_mib",
    "system_cpu_s",
    "user_cpu_s",
  ] as const),
] satisfies readonly RunColumn[];

export type OverviewRun = Pick<RunRow, (typeof overviewColumns)[number]>;
