import type { OverviewRun } from "../../overview/overview-run.ts";

/** What runs of one set have in common: what one compares by. */
export const setColumns = [
  "benchmark_id",
  "instance_type",
  "claimed_instance_type",
  "threads",
  "build",
  "image",
] as const satisfies readonly (keyof OverviewRun)[];

/** A set as the catalogue of the site has it. */
export interface ListedSet {
  readonly id: string;
  /** Of its runs, those that began first first. */
  readonly files: readonly string[];
  readonly values: Pick<OverviewRun, (typeof setColumns)[number]>;
  readonly results: number;
  readonly runs: number;
  /** When the first of its results began and the last, ISO 8601. */
  readonly from: string;
  readonly to: string;
}
