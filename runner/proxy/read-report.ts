import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { workloadReport, type WorkloadReport } from "../../contract/workload-report.ts";

export type ReportReading =
  | { readonly report: WorkloadReport; readonly fault: null }
  | { readonly report: null; readonly fault: string };

export function readReport(text: string | undefined): ReportReading {
  if (text === undefined) return { report: null, fault: "it wrote no report.json" };
  try {
    return { report: parseJson(workloadReport, text, "workloadReport"), fault: null };
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return { report: null, fault: error.message };
  }
}
