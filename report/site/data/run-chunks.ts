import { sha256 } from "../../../contract/sha256.ts";
import type { ResultOfRows } from "./results-in.ts";

/**
 * One of so many results ends a chunk. A chunk is a file of some hundred kilobytes: an update makes one of each set again, of
 * several times as many results as have come, and who compares two sets loads all files of both.
 */
const meanLength = 64;

/** What a result has its place in its set by. */
export interface PlacedResult {
  /** When it began, ms since 1970. */
  readonly at: number;
  readonly jobId: string;
  readonly attempt: number;
}

export const placeOf = ({ rows: [row] }: ResultOfRows): PlacedResult => ({
  at: row.started_at.getTime(),
  jobId: row.job_id,
  attempt: row.attempt,
});

/** The order of results in a set: new ones come at the end, mostly. */
const byPlace = (a: PlacedResult, b: PlacedResult): number =>
  a.at - b.at || (a.jobId < b.jobId ? -1 : a.jobId > b.jobId ? 1 : a.attempt - b.attempt);

/**
 * Whether a chunk ends with a result, which its identity alone decides: so the chunks of a set are the same whenever and
 * in whatever order its results came, and a new result changes only the chunk that it belongs to.
 */
export const endsChunk = ({ jobId, attempt }: PlacedResult): boolean =>
  Number.parseInt(sha256(`${jobId}/${attempt}`).slice(0, 8), 16) % meanLength === 0;

/** Results of one set in chunks, in their order. */
export function chunksOf(results: readonly ResultOfRows[]): ResultOfRows[][] {
  const placed = results.map((of) => ({ of, place: placeOf(of) }));
  placed.sort((a, b) => byPlace(a.place, b.place));
  const chunks: ResultOfRows[][] = [];
  let open: ResultOfRows[] | null = null;
  for (const { of, place } of placed) {
    if (open === null) chunks.push((open = []));
    open.push(of);
    if (endsChunk(place)) open = null;
  }
  return chunks;
}

/** The number of the chunk that a result belongs to, by the last result of each: `lasts.length` for one of its own. */
export function chunkFor(place: PlacedResult, lasts: readonly PlacedResult[]): number {
  const found = lasts.findIndex((last) => byPlace(place, last) <= 0);
  if (found >= 0) return found;
  const last = lasts.at(-1);
  return last && !endsChunk(last) ? lasts.length - 1 : lasts.length;
}
