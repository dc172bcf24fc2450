import { segmentsOf, indexedCopies, type ResultRows } from "../../index/load-runs.ts";
import type { StoredRow } from "../../index/run-columns.ts";
import type { ResultStore } from "../../read/result-store.ts";
import { settleCopies, type Copy } from "../../read/settle-copies.ts";
import type { ReadChunk } from "./chunk-file.ts";
import { resultsOfChunks, type ChunkSummary } from "./chunk-summary.ts";
import { encodeRuns } from "./encode-runs.ts";
import { setId } from "./set-id.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import type { RunTable } from "./run-table.ts";
import { siteColumns } from "./site-columns.ts";

type Rows = ResultOfRows["rows"];

/** A run that was imported, by the index. */
export type SiteImport = Pick<StoredRow, (typeof siteColumns)[number]> & { readonly place: string };

/** The site of before, as far as the next one goes on from it. */
export interface SiteBefore {
  /** Index segments whose results are in it. */
  readonly segments: readonly string[];
  /** Attempts of which there were differing copies. */
  readonly conflicting: number;
  readonly chunks: readonly ChunkSummary[];
  readonly imported: readonly RunTable[];
}

export interface Gathered {
  /** Measured results that the site of before did not have, or not so, by their sets. */
  readonly fresh: ReadonlyMap<string, readonly ResultOfRows[]>;
  readonly imported: readonly SiteImport[];
  readonly conflicting: readonly string[];
  readonly segments: readonly string[];
  /** Whether everything was read anew. */
  readonly fromScratch: boolean;
}

/** Of the set `null`: imported. */
type SiteCopy = Copy & { readonly rows: Rows; readonly set: string | null; readonly isNew: boolean };

/**
 * The results of indexed places that segments have brought since the site of before: all of them where there was none,
 * where the index was made anew, and where copies of a result differ.
 */
export async function gatherResults(
  stores: readonly ResultStore[],
  before: SiteBefore | null,
  read: ReadChunk,
): Promise<Gathered> {
  const places = await Promise.all(
    stores.map(async (store) => ({ store, segments: await segmentsOf(store) })),
  );
  const nameOf = (store: ResultStore, segment: string) => `${store.uri}/${segment}`;
  const segments = places.flatMap(({ store, segments: of }) => of.map((segment) => nameOf(store, segment)));
  if (before && !mayGoOn(before, segments)) return gatherResults(stores, null, read);
  const known = new Set(before?.segments);
  const copies: SiteCopy[] = [];
  const take = (table: RunTable, set: string | null, isNew: boolean): void => {
    for (const copy of copiesIn(resultsIn(table), set, isNew)) copies.push(copy);
  };
  for (const { store, segments: of } of places)
    for (const segment of of.filter((name) => !known.has(nameOf(store, name))))
      for (const [set, table] of await tablesOfSegment(store, segment)) take(table, set, true);
  for (const table of before?.imported ?? []) take(table, null, false);
  if (before) copies.push(...(await knownCopies(before, copies, read)));
  const { results, conflicting } = settleCopies(copies);
  if (before && conflicting.length > 0) return gatherResults(stores, null, read);
  const fresh = new Map<string, ResultOfRows[]>();
  const imported: SiteImport[] = [];
  for (const { kept } of results) {
    const { set, rows, isNew } = kept;
    if (set === null) imported.push(...(rows as unknown as readonly SiteImport[]));
    else if (isNew) {
      const there = fresh.get(set) ?? [];
      fresh.set(set, there);
      there.push({ rows });
    }
  }
  return {
    fresh,
    imported,
    conflicting: [...new Set(conflicting.flat().map(({ uri }) => uri))].sort(),
    segments,
    fromScratch: before === null,
  };
}

/** Whether all that the site of before has is still in the index, and settled. */
function mayGoOn({ segments: before, conflicting }: SiteBefore, segments: readonly string[]): boolean {
  const there = new Set(segments);
  return conflicting === 0 && before.every((segment) => there.has(segment));
}

const nameOfResult = (jobId: string, attempt: number): string => `${jobId}\n${attempt}`;

/** The copies that the site of before has of results that came again, with a job record perhaps. */
async function knownCopies(
  { chunks }: SiteBefore,
  fresh: readonly SiteCopy[],
  read: ReadChunk,
): Promise<SiteCopy[]> {
  const names = new Set(fresh.map(({ jobId, attempt }) => nameOfResult(jobId, attempt)));
  const wanted = new Set<ChunkSummary>();
  for (const { chunk, job_id: id, attempt } of resultsOfChunks(chunks))
    if (names.has(nameOfResult(id, attempt))) wanted.add(chunk);
  const found: SiteCopy[] = [];
  for (const { file, set } of wanted)
    for (const copy of copiesIn(await read(file), set, false))
      if (names.has(nameOfResult(copy.jobId, copy.attempt))) found.push(copy);
  return found;
}

/**
 * The rows of one segment as tables, by set (`null`: imported), whose rows share what they have in common: as decoded,
 * those of a hundred thousand results take more than a gigabyte.
 */
async function tablesOfSegment(store: ResultStore, segment: string): Promise<Map<string | null, RunTable>> {
  const found = await indexedCopies(store, siteColumns, rowsWith(store.uri), [segment]);
  const bySet = Map.groupBy(
    found.map(({ taken }) => taken),
    ([row]) => (row.origin === "imported" ? null : setId(row)),
  );
  return new Map(Array.from(bySet, ([set, of]) => [set, encodeRuns(of.flat())]));
}

const rowsWith =
  (place: string) =>
  (rows: ResultRows<(typeof siteColumns)[number], StoredRow>): Rows =>
    rows.map((row) => Object.assign(row, { place })) as unknown as Rows;

/** Results as copies, of which others may be elsewhere. */
function* copiesIn(results: Iterable<ResultOfRows>, set: string | null, isNew: boolean): Generator<SiteCopy> {
  for (const { rows } of results) {
    const [row] = rows;
    yield {
      uri: `${row.place}/${row.path}`,
      jobId: row.job_id,
      attempt: row.attempt,
      sha256: row.result_sha256,
      hasJobRecord: row.has_job_record,
      rows,
      set,
      isNew,
    };
  }
}
