import type { PriceBook } from "../../../contract/prices/price-book.ts";
import type { KnownRun } from "../../estimate/known-run.ts";
import { knownRuns } from "../../estimate/stored-runs.ts";
import { overviewPart, type OverviewPart } from "../../overview/overview-part.ts";
import type { Retraction } from "../../read/retractions.ts";
import { resultId, resultOfId } from "../../read/result-id.ts";
import type { ResultOfRows } from "./results-in.ts";
import type { PlacedResult } from "./run-chunks.ts";
import { shareEqual } from "./share-equal.ts";

/** What is kept of a chunk of results, so that whoever sums up all of them need not read its rows again. */
export interface ChunkSummary {
  /** Of its set. */
  readonly set: string;
  readonly file: string;
  /** Timed ones. */
  readonly runs: number;
  /** Its results, by column, in their order: when each began (ms since 1970), and which it is ({@link resultId}). */
  readonly at: Float64Array;
  readonly ids: readonly string[];
  /** The SHA-256 of the results.json of each, in hex, one after the other: {@link digestsOf} has them apart. */
  readonly digests: string;
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
  return shareEqual({
    set,
    file,
    runs: part.timedRuns,
    at: Float64Array.from(firsts, (row) => row.started_at.getTime()),
    ids: firsts.map((row) => resultId(row.job_id, row.attempt)),
    digests: firsts.map((row) => row.result_sha256).join(""),
    part,
    known: knownRuns({ runs: rows, conflicting: [] }, [], retractions).runs,
  });
}

const digestLength = 64;

/** The SHA-256 of the results.json of the result with a number. */
const digestAt = (digests: string, number: number): string =>
  digests.slice(number * digestLength, (number + 1) * digestLength);

export const digestsOf = ({ ids, digests }: ChunkSummary): string[] =>
  ids.map((_, number) => digestAt(digests, number));

/** Its last result. */
export const lastOf = ({ at, ids }: ChunkSummary): PlacedResult => ({
  at: at.at(-1) ?? 0,
  ...resultOfId(ids.at(-1) ?? ""),
});

/** All results of chunks, without their rows. */
export function* resultsOfChunks(chunks: readonly ChunkSummary[]): Generator<{
  readonly chunk: ChunkSummary;
  readonly id: string;
  readonly digest: string;
}> {
  for (const chunk of chunks)
    for (const [number, id] of chunk.ids.entries())
      yield { chunk, id, digest: digestAt(chunk.digests, number) };
}
