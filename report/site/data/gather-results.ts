import { segmentsOf, indexedCopies } from "../../index/load-runs.ts";
import type { ResultRows } from "../../index/load-runs.ts";
import type { StoredRow } from "../../index/run-columns.ts";
import { overviewColumns } from "../../overview/overview-run.ts";
import type { ResultStore } from "../../read/result-store.ts";
import { settleCopies, type Copy } from "../../read/settle-copies.ts";
import type { SiteState } from "../site-state.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { runsIn, setId } from "./result-sets.ts";
import type { ListedSet } from "./set-columns.ts";
import { decodeRuns, encodeRuns, type SiteRun } from "./run-table.ts";

/** A result of the site. */
export interface SiteResult {
  readonly rows: readonly [SiteRun, ...SiteRun[]];
  /** Of its set. */
  readonly set: string;
  /** Whether the site of before did not have it, or not so. */
  readonly isNew: boolean;
}

export interface Gathered {
  /** Each once, in the order of job id and attempt. */
  readonly results: readonly SiteResult[];
  readonly conflicting: readonly string[];
  readonly segments: readonly string[];
  /** Sets of before with the texts of their files, as far as they are still right: new runs may be appended. */
  readonly kept: ReadonlyMap<string, { readonly listed: ListedSet; readonly text: string }>;
  /** Whether everything was read anew. */
  readonly fromScratch: boolean;
}

type SiteCopy = Copy & { readonly of: SiteResult };

/**
 * The measured results of indexed places: what the site of before has, and what segments have come since. From
 * scratch where the index was made anew, where copies of a result differ, and where the site is another program's.
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
  const texts = state && mayGoOn(state, segments) ? await textsOf(state, target) : null;
  const known = new Set(texts ? state?.segments : []);
  const copies: SiteCopy[] = [];
  for (const [set, { text }] of texts ?? []) {
    for (const rows of Map.groupBy(runsIn(text), resultOf).values())
      copies.push(copyOf({ rows: rows as [SiteRun, ...SiteRun[]], set, isNew: false }));
  }
  for (const { store, segments: of } of places) {
    const fresh = of.filter((segment) => !known.has(nameOf(store, segment)));
    for (const segment of fresh) copies.push(...(await copiesIn(store, segment)));
  }
  const settled = settleCopies(copies);
  if (texts && settled.conflicting.length > 0) return gatherResults(stores, target, null);
  const kept = new Map(texts);
  // What is in a file and does not count any more is taken out of it: its set is written anew.
  for (const { others } of settled.results) for (const { of } of others) if (!of.isNew) kept.delete(of.set);
  return {
    results: settled.results.map(({ kept: { of } }) => of),
    conflicting: [...new Set(settled.conflicting.flat().map(({ uri }) => uri))].sort(),
    segments,
    kept,
    fromScratch: texts === null,
  };
}

/** Whether all that the site of before has is still in the index, and settled. */
function mayGoOn(state: SiteState, segments: readonly string[]): boolean {
  const there = new Set(segments);
  return state.conflicting === 0 && state.segments.every((segment) => there.has(segment));
}

async function textsOf(
  { sets }: SiteState,
  target: SiteTarget,
): Promise<Map<string, { listed: ListedSet; text: string }> | null> {
  const texts = new Map<string, { listed: ListedSet; text: string }>();
  for (const listed of sets) {
    const bytes = await target.read(listed.file);
    if (bytes === null) return null;
    texts.set(listed.id, { listed, text: Buffer.from(bytes).toString("utf8") });
  }
  return texts;
}

/**
 * The results of one segment. By way of tables, whose rows share what they have in common: as decoded, those of a
 * hundred thousand results take more than a gigabyte.
 */
async function copiesIn(store: ResultStore, segment: string): Promise<SiteCopy[]> {
  const found = await indexedCopies(store, overviewColumns, rowsWith(store.uri), [segment]);
  const rows = found.flatMap(({ taken }) => taken ?? []);
  const sets = Map.groupBy(rows, setId);
  return [...sets].flatMap(([set, of]) =>
    Array.from(Map.groupBy(decodeRuns(encodeRuns(of)), resultOf).values(), (shared) =>
      copyOf({ rows: shared as [SiteRun, ...SiteRun[]], set, isNew: true }),
    ),
  );
}

/** Rows of a measured result; imported ones are `null`, since nothing here is held against them. */
const rowsWith =
  (place: string) =>
  (rows: ResultRows<(typeof overviewColumns)[number], StoredRow>): [SiteRun, ...SiteRun[]] | null =>
    rows[0].origin === "imported"
      ? null
      : (rows.map((row) => Object.assign(row, { place })) as unknown as [SiteRun, ...SiteRun[]]);

const resultOf = ({ place, path }: SiteRun): string => `${place}/${path}`;

function copyOf(of: SiteResult): SiteCopy {
  const [row] = of.rows;
  return {
    uri: resultOf(row),
    jobId: row.job_id,
    attempt: row.attempt,
    sha256: row.result_sha256,
    hasJobRecord: row.has_job_record,
    of,
  };
}
