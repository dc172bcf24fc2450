import type { PriceBook } from "../../../contract/prices/price-book.ts";
import type { KnownRun } from "../../estimate/known-run.ts";
import { knownRuns } from "../../estimate/stored-runs.ts";
import { overviewPart, type OverviewPart } from "../../overview/overview-part.ts";
import type { Retraction } from "../../read/retractions.ts";
import type { ResultOfRows } from "./results-in.ts";
import type { PlacedResult } from "./run-chunks.ts";

/** What is kept of a chunk of results, so that whoever sums up all of them need not read its rows again. */
export interface ChunkSummary {
  /** Of its set. */
  readonly set: string;
  readonly file: string;
  /** Timed ones. */
  readonly runs: number;
  /** Its results, by column, in their order: when each began (ms since 1970), and the SHA-256 of its results.json. */
  readonly at: Float64Array;
  readonly jobs: readonly string[];
  readonly attempts: Uint32Array;
  readonly digests: readonly string[];
  /** What they add to the overview. */
  readonly part: OverviewPart;
  /** What estimates may rest on. */
  readonly known: readonly KnownRun[];
}

/** What a summary depends on beside rows. */
export interface SummaryContext {
  readonly retractions: readonly Retraction[];
  readonly prices: PriceBook;
}

export function chunkSummary(
  set: string,
  file: string,
  results: readonly ResultOfRows[],
  { retractions, prices }: SummaryContext,
): ChunkSummary {
  const rows = results.flatMap((of) => of.rows);
  const firsts = results.map(({ rows: [first] }) => first);
  const part = overviewPart(rows, retractions, prices);
  return {
    set,
    file,
    runs: part.timedRuns,
    at: Float64Array.from(firsts, (row) => row.started_at.getTime()),
    jobs: firsts.map((row) => row.job_id),
    attempts: Uint32Array.from(firsts, (row) => row.attempt),
    digests: firsts.map((row) => row.result_sha256),
    part,
    known: knownRuns({ runs: rows, conflicting: [] }, [], retractions).runs,
  };
}

/** Its last result. */
export const lastOf = ({ at, jobs, attempts }: ChunkSummary): PlacedResult => ({
  at: at.at(-1) ?? 0,
  jobId: jobs.at(-1) ?? "",
  attempt: attempts.at(-1) ?? 0,
});

/** All results of chunks, without their rows. */
export function* resultsOfChunks(chunks: readonly ChunkSummary[]): Generator<{
  readonly chunk: ChunkSummary;
  readonly job_id: string;
  readonly attempt: number;
  readonly digest: string;
}> {
  for (const chunk of chunks)
    for (const [index, digest] of chunk.digests.entries())
      yield { chunk, job_id: chunk.jobs[index] ?? "", attempt: chunk.attempts[index] ?? 0, digest };
}
