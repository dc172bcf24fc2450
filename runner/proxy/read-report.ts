import { readFileSync, statSync } from "node:fs";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { workloadReport, type WorkloadReport } from "../../contract/workload-report.ts";

/** Far above any honest report. */
const largestFile = 8 * 1024 * 1024;

export type ReportReading =
  | { readonly report: WorkloadReport; readonly fault: null }
  | { readonly report: null; readonly fault: string };

/** The text of a file that a workload wrote; `undefined` when there is none or it is too large to be one. */
export function outputText(path: string): string | undefined {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= largestFile ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

export function readReport(text: string | undefined): ReportReading {
  if (text === undefined) return { report: null, fault: "it wrote no report.json" };
  try {
    return { report: parseJson(workloadReport, text, "workloadReport"), fault: null };
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return { report: null, fault: error.message };
  }
}
