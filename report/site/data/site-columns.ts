import { elsewhereColumns } from "../../overview/elsewhere.ts";
import { overviewColumns } from "../../overview/overview-run.ts";
import { knownColumns } from "../../estimate/stored-runs.ts";
import type { RunColumn } from "../../index/run-columns.ts";

/** What of the index a site shows and computes with: of measured runs, and of imported ones. */
export const siteColumns = [
  ...new Set([...overviewColumns, ...knownColumns, ...elsewhereColumns]),
] satisfies readonly RunColumn[];
