/**
 * Where the index of a place is, below it. Not a result's folder: those are named by a benchmark, a job and an
 * attempt.
 */
export const indexFolder = "gcbench-index/runs";

export const isSegment = (path: string): boolean =>
  path.startsWith(`${indexFolder}/`) && path.endsWith(".parquet");
