import { rowsOf, type RunRow } from "../../report/index/run-columns.ts";
import type { JobRecord } from "../../contract/job-record.ts";
import { filesOfResult, syntheticResult, type Synthetic } from "./synthetic-result.ts";
import { attemptPrefix } from "../../contract/result-layout.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { Manifest } from "../../contract/manifest.ts";

/** Rows of the index of a synthetic result. */
export function syntheticRows(of: Synthetic & { readonly job?: JobRecord } = {}): RunRow[] {
  const result = syntheticResult(of);
  const files = filesOfResult(result);
  return rowsOf({
    path: attemptPrefix({
      benchmarkId: result.benchmark_id,
      jobId: result.job.id,
      attempt: result.job.attempt,
    }),
    result,
    manifest: JSON.parse(files["manifest.json"] ?? "") as Manifest,
    sha256: sha256(files["results.json"] ?? ""),
    job: of.job ?? null,
  });
}
