import type { SiteTarget } from "../target/site-target.ts";
import { writeChunk, type ReadChunk } from "./chunk-file.ts";
import { chunkSummary, digestsOf, lastOf, type ChunkSummary, type SummaryContext } from "./chunk-summary.ts";
import type { FreshResults } from "./fresh-results.ts";
import type { ResultOfRows } from "./results-in.ts";
import { chunkFor, chunksOf, placeOf } from "./run-chunks.ts";
import { setColumns, type ListedSet } from "./set-columns.ts";

export interface SetsInput {
  readonly target: SiteTarget;
  readonly read: ReadChunk;
  /** Of the site of before: chunks in their order, and what it says of sets. */
  readonly chunks: readonly ChunkSummary[];
  readonly sets: readonly ListedSet[];
  /** Results that it did not have, or not so, by set: those of a set that is written are taken out. */
  readonly fresh: Map<string, readonly FreshResults[]>;
  /** Whether the summary of a chunk that stays has to be made again. */
  readonly isStale: (chunk: ChunkSummary) => boolean;
  readonly context: SummaryContext;
}

export interface WrittenSets {
  /** In the order of their ids. */
  readonly sets: readonly ListedSet[];
  /** All of them, set by set. */
  readonly chunks: readonly ChunkSummary[];
  /** The new results by the chunks that they are in now, by digest. */
  readonly written: ReadonlyMap<ChunkSummary, ReadonlySet<string>>;
}

/** Writes the files of results that are new, set by set, so that no more than the rows of one set are decoded at once. */
export async function writeSets(input: SetsInput): Promise<WrittenSets> {
  const { chunks: before, fresh } = input;
  const bySet = Map.groupBy(before, ({ set }) => set);
  const listedBefore = new Map(input.sets.map((of) => [of.id, of]));
  const sets: ListedSet[] = [];
  const chunks: ChunkSummary[] = [];
  const written = new Map<ChunkSummary, ReadonlySet<string>>();
  for (const id of [...new Set([...bySet.keys(), ...fresh.keys()])].sort()) {
    const results = (fresh.get(id) ?? []).flatMap(({ taken }) => taken);
    fresh.delete(id);
    const of = await writeSet(id, bySet.get(id) ?? [], results, input);
    const values = listedBefore.get(id)?.values ?? valuesOf(results);
    sets.push(listed(id, values, of));
    chunks.push(...of);
    const digests = new Set(results.map(({ rows: [row] }) => row.result_sha256));
    for (const chunk of of) {
      const here = digestsOf(chunk).filter((digest) => digests.has(digest));
      if (here.length > 0) written.set(chunk, new Set(here));
    }
  }
  return { sets, chunks, written };
}

/** The chunks of a set: those that no new result belongs to stay as they are. */
async function writeSet(
  set: string,
  before: readonly ChunkSummary[],
  fresh: readonly ResultOfRows[],
  { target, read, isStale, context }: SetsInput,
): Promise<ChunkSummary[]> {
  const lasts = before.map(lastOf);
  const added = Map.groupBy(fresh, (of) => chunkFor(placeOf(of), lasts));
  const chunks: ChunkSummary[] = [];
  for (let number = 0; number <= before.length; number += 1) {
    const chunk = before[number];
    const come = added.get(number);
    if (chunk && !come) {
      chunks.push(isStale(chunk) ? chunkSummary(set, chunk.file, await read(chunk.file), context) : chunk);
      continue;
    }
    const there = chunk ? replaced(await read(chunk.file), come ?? []) : [];
    for (const results of chunksOf([...there, ...(come ?? [])]))
      chunks.push(chunkSummary(set, await writeChunk(target, results), results, context));
  }
  return chunks;
}

/** Those of which no newer copy has come. */
function replaced(there: readonly ResultOfRows[], come: readonly ResultOfRows[]): ResultOfRows[] {
  const name = ({ rows: [row] }: ResultOfRows) => `${row.job_id}\n${row.attempt}`;
  const names = new Set(come.map(name));
  return there.filter((of) => !names.has(name(of)));
}

function valuesOf(results: readonly ResultOfRows[]): ListedSet["values"] {
  const [{ rows }] = results as readonly [ResultOfRows];
  return Object.fromEntries(setColumns.map((name) => [name, rows[0][name]])) as ListedSet["values"];
}

/** What the catalogue says of a set. */
const listed = (id: string, values: ListedSet["values"], chunks: readonly ChunkSummary[]): ListedSet => ({
  id,
  files: chunks.map(({ file }) => file),
  values,
  results: chunks.reduce((sum, { at }) => sum + at.length, 0),
  runs: chunks.reduce((sum, { runs }) => sum + runs, 0),
  from: new Date(chunks[0]?.at[0] ?? 0).toISOString(),
  to: new Date(chunks.at(-1)?.at.at(-1) ?? 0).toISOString(),
});
