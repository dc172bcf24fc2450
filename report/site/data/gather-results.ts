import { segmentsOf, indexedCopies, type ResultRows } from "../../index/load-runs.ts";
import type { StoredRow } from "../../index/run-columns.ts";
import type { ResultStore } from "../../read/result-store.ts";
import { settleCopies, type Copy } from "../../read/settle-copies.ts";
import type { SiteState } from "../site-state.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { encodeRuns } from "./encode-runs.ts";
import { setId, tablesIn } from "./result-sets.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import type { RunTable } from "./run-table.ts";
import type { ListedSet } from "./set-columns.ts";
import { siteColumns } from "./site-columns.ts";

type Rows = ResultOfRows["rows"];

/** A result of the site. */
export interface SiteResult extends ResultOfRows {
  /** Of its set. */
  readonly set: string;
  /** Whether the site of before did not have it, or not so. */
  readonly isNew: boolean;
}

/** A run that was imported, by the index. */
export type SiteImport = Pick<StoredRow, (typeof siteColumns)[number]> & { readonly place: string };

/** Results that have in common what one compares by. */
interface GatheredSet {
  /** Its file as the site of before has it; `null` where it had none. */
  readonly before: { readonly listed: ListedSet; readonly text: string } | null;
  /** What the index has beside it. */
  readonly fresh: RunTable[];
  /** Whether something in it does not count (any more), so that its file is written anew. */
  isAnew: boolean;
}

export interface Gathered {
  /** Measured ones, each once, in the order of job id and attempt. */
  readonly results: readonly SiteResult[];
  readonly imported: readonly SiteImport[];
  readonly conflicting: readonly string[];
  readonly segments: readonly string[];
  readonly sets: ReadonlyMap<string, GatheredSet>;
  /** Whether everything was read anew. */
  readonly fromScratch: boolean;
}

/** Of the set `null`: imported. */
type SiteCopy = Copy & { readonly rows: Rows; readonly set: string | null; readonly isNew: boolean };

/**
 * The results of indexed places: what the site of before has, and what segments have come since. From scratch where the
 * index was made anew, where copies of a result differ, and where the site is another program's.
 */
export async function gatherResults(
  stores: readonly ResultStore[],
  target: SiteTarget,
  state: SiteState | null,
): Promise<Gathered> {
  const places = await Promise.all(
    stores.map(async (store) => ({ store, segments: await segmentsOf(store) })),
  );
  const nameOf = (store: ResultStore, segment: string) => `${store.uri}/${segment}`;
  const segments = places.flatMap(({ store, segments: of }) => of.map((segment) => nameOf(store, segment)));
  const before = state && mayGoOn(state, segments) ? await filesOf(state, target) : null;
  const known = new Set(before ? state?.segments : []);
  const sets = new Map<string, GatheredSet>();
  const copies: SiteCopy[] = [];
  const take = (table: RunTable, set: string | null, isNew: boolean): void => {
    for (const copy of copiesIn(table, set, isNew)) copies.push(copy);
  };
  for (const { listed, text } of before?.sets ?? []) {
    sets.set(listed.id, { before: { listed, text }, fresh: [], isAnew: false });
    for (const table of tablesIn(text)) take(table, listed.id, false);
  }
  for (const table of before?.imported ?? []) take(table, null, false);
  for (const { store, segments: of } of places) {
    for (const segment of of.filter((name) => !known.has(nameOf(store, name)))) {
      for (const [set, table] of await tablesOfSegment(store, segment)) {
        take(table, set, true);
        if (set === null) continue;
        const there = sets.get(set) ?? { before: null, fresh: [], isAnew: false };
        there.fresh.push(table);
        sets.set(set, there);
      }
    }
  }
  const { results, conflicting } = settleCopies(copies);
  if (before && conflicting.length > 0) return gatherResults(stores, target, null);
  for (const { set } of [...conflicting.flat(), ...results.flatMap(({ others }) => others)]) {
    const there = sets.get(set ?? "");
    if (there) there.isAnew = true;
  }
  return {
    results: results.flatMap(({ kept: { rows, set, isNew } }) =>
      set === null ? [] : [{ rows, set, isNew }],
    ),
    imported: results.flatMap(({ kept: { rows, set } }) =>
      set === null ? (rows as readonly SiteImport[]) : [],
    ),
    conflicting: [...new Set(conflicting.flat().map(({ uri }) => uri))].sort(),
    segments,
    sets,
    fromScratch: before === null,
  };
}

/** Whether all that the site of before has is still in the index, and settled. */
function mayGoOn(state: SiteState, segments: readonly string[]): boolean {
  const there = new Set(segments);
  return state.conflicting === 0 && state.segments.every((segment) => there.has(segment));
}

/** The files that the site of before was made of; `null` where one is gone. */
async function filesOf(
  { sets, imported }: SiteState,
  target: SiteTarget,
): Promise<{ sets: { listed: ListedSet; text: string }[]; imported: RunTable[] } | null> {
  const textOf = async (file: string): Promise<string | null> => {
    const bytes = await target.read(file);
    return bytes === null ? null : Buffer.from(bytes).toString("utf8");
  };
  const found: { listed: ListedSet; text: string }[] = [];
  for (const listed of sets) {
    const text = await textOf(listed.file);
    if (text === null) return null;
    found.push({ listed, text });
  }
  const text = imported === null ? "" : await textOf(imported);
  return text === null ? null : { sets: found, imported: text === "" ? [] : tablesIn(text) };
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

/** The results of a table as copies, of which others may be elsewhere. */
function* copiesIn(table: RunTable, set: string | null, isNew: boolean): Generator<SiteCopy> {
  for (const { rows } of resultsIn(table)) {
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
