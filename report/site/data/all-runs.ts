import type { LoadedRuns } from "../../compare/compare-arms.ts";
import type { ReadChunk } from "./chunk-file.ts";
import type { ChunkSummary } from "./chunk-summary.ts";
import type { ResultOfRows } from "./results-in.ts";

/** All runs of a site in the order of job id and attempt, for whoever needs their rows. */
export async function allRuns(
  chunks: readonly ChunkSummary[],
  conflicting: readonly string[],
  read: ReadChunk,
): Promise<LoadedRuns> {
  const results: ResultOfRows[] = [];
  for (const { file } of chunks) results.push(...(await read(file)));
  const order = ({ rows: [a] }: ResultOfRows, { rows: [b] }: ResultOfRows): number =>
    a.job_id < b.job_id ? -1 : a.job_id > b.job_id ? 1 : a.attempt - b.attempt;
  return { runs: results.sort(order).flatMap(({ rows }) => rows), conflicting };
}
