import { segmentsOf, indexedCopies, type ResultRows } from "../../index/load-runs.ts";
import type { StoredRow } from "../../index/run-columns.ts";
import { resultId } from "../../read/result-id.ts";
import type { ResultStore } from "../../read/result-store.ts";
import { settleCopies, type Copy } from "../../read/settle-copies.ts";
import type { ReadChunk } from "./chunk-file.ts";
import type { ChunkSummary } from "./chunk-summary.ts";
import { FreshSets, type FreshResults } from "./fresh-results.ts";
import { setId } from "./set-id.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import type { RunTable, SiteRun } from "./run-table.ts";
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
  /** Measured results that the site of before did not have, or not so, by their sets: whoever writes a set takes its own out. */
  readonly fresh: Map<string, readonly FreshResults[]>;
  readonly imported: readonly SiteImport[];
  readonly conflicting: readonly string[];
  readonly segments: readonly string[];
  /** Results that the site of before has too and that came again, by the SHA-256 of their results.json. */
  readonly again: ReadonlySet<string>;
  /** Whether everything was read anew. */
  readonly fromScratch: boolean;
}

/** A result as the index has it, or the site of before. */
interface SiteCopy extends Copy {
  /** Where its rows are: of one that was imported here, of a new one with others of its set. */
  readonly rows:
    | { readonly imported: Rows }
    | { readonly set: string; readonly of: FreshResults; readonly number: number }
    | null;
}

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
  for (const { store, segments: of } of places)
    for (const segment of of.filter((name) => !known.has(nameOf(store, name))))
      for (const copy of await copiesOfSegment(store, segment)) copies.push(copy);
  for (const table of before?.imported ?? [])
    for (const { rows } of resultsIn(table))
      copies.push({ ...identityOf(rows[0]), rows: { imported: rows } });
  const again = before ? await knownCopies(before, copies, read) : [];
  copies.push(...again);
  const { results, conflicting } = settleCopies(copies);
  if (before && conflicting.length > 0) return gatherResults(stores, null, read);
  const bySet = new Map<string, Set<FreshResults>>();
  const imported: SiteImport[] = [];
  for (const { kept } of results) {
    const { rows } = kept;
    if (rows === null) continue;
    if ("imported" in rows) {
      imported.push(...(rows.imported as unknown as readonly SiteImport[]));
      continue;
    }
    rows.of.take(rows.number);
    const there = bySet.get(rows.set) ?? new Set();
    bySet.set(rows.set, there.add(rows.of));
  }
  return {
    fresh: new Map(Array.from(bySet, ([set, of]) => [set, [...of]])),
    imported,
    conflicting: [...new Set(conflicting.flat().map(({ uri }) => uri))].sort(),
    segments,
    again: new Set(again.map(({ sha256 }) => sha256)),
    fromScratch: before === null,
  };
}

/** Whether all that the site of before has is still in the index, and settled. */
function mayGoOn({ segments: before, conflicting }: SiteBefore, segments: readonly string[]): boolean {
  const there = new Set(segments);
  return conflicting === 0 && before.every((segment) => there.has(segment));
}

/** The copies that the site of before has of results that came again, with a job record perhaps. */
async function knownCopies(
  { chunks }: SiteBefore,
  fresh: readonly SiteCopy[],
  read: ReadChunk,
): Promise<SiteCopy[]> {
  const names = new Set(fresh.map(({ jobId, attempt }) => resultId(jobId, attempt)));
  const wanted: ChunkSummary[] = [];
  for (const chunk of chunks) if (chunk.ids.some((id) => names.has(id))) wanted.push(chunk);
  const found: SiteCopy[] = [];
  for (const { file } of wanted)
    for (const { rows } of await read(file)) {
      const copy = identityOf(rows[0]);
      if (names.has(resultId(copy.jobId, copy.attempt))) found.push({ ...copy, rows: null });
    }
  return found;
}

/** The copies that one segment has. */
async function copiesOfSegment(store: ResultStore, segment: string): Promise<SiteCopy[]> {
  const sets = new FreshSets();
  const found = await indexedCopies(
    store,
    siteColumns,
    (stored: ResultRows<(typeof siteColumns)[number], StoredRow>): SiteCopy["rows"] => {
      const rows = stored.map((row) => Object.assign(row, { place: store.uri })) as unknown as Rows;
      return rows[0].origin === "imported" ? { imported: rows } : sets.add(setId(rows[0]), rows);
    },
    [segment],
  );
  sets.seal();
  return found.map(({ taken, ...copy }) => ({ ...copy, rows: taken }));
}

const identityOf = (row: SiteRun): Copy => ({
  uri: `${row.place}/${row.path}`,
  jobId: row.job_id,
  attempt: row.attempt,
  sha256: row.result_sha256,
  hasJobRecord: row.has_job_record,
});
