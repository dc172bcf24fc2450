import { runIndexFolder } from "../../contract/run-index.ts";

/** Whether an object of a place is a segment of its index; no result's folder has such a name. */
export const isSegment = (path: string): boolean =>
  path.startsWith(`${runIndexFolder}/`) && path.endsWith(".parquet");
