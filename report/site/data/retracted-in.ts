import { retractionFinder, retractionText } from "../../index/run-reservations.ts";
import { resultOfId } from "../../read/result-id.ts";
import type { Retraction } from "../../read/retractions.ts";
import { resultsOfChunks, type ChunkSummary } from "./chunk-summary.ts";

/** Why results were taken back, by their digest. */
export function retractedIn(
  chunks: readonly ChunkSummary[],
  retractions: readonly Retraction[],
): Record<string, string> {
  const retracted: Record<string, string> = {};
  if (retractions.length === 0) return retracted;
  const retractionOf = retractionFinder(retractions);
  for (const of of resultsOfChunks(chunks)) {
    const { jobId, attempt } = resultOfId(of.id);
    const found = retractionOf({ job_id: jobId, attempt });
    if (found) retracted[of.digest] = retractionText(found);
  }
  return retracted;
}
