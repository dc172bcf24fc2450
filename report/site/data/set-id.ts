import { sha256 } from "../../../contract/sha256.ts";
import type { SiteRun } from "./run-table.ts";
import { setColumns } from "./set-columns.ts";

/** Of the set that a run belongs to. */
export const setId = (row: SiteRun): string =>
  sha256(JSON.stringify(setColumns.map((name) => row[name]))).slice(0, 16);
