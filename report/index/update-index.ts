import pLimit from "p-limit";
import { sha256 } from "../../contract/sha256.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import { attemptFolders, type AttemptFolder } from "../read/attempt-folders.ts";
import { readAttempt } from "../read/read-attempt.ts";
import type { StoredFile, WritableStore } from "../read/result-store.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { runIndexFolder } from "../../contract/run-index.ts";
import { indexedCopies, segmentsOf } from "./load-runs.ts";
import { rowOfImport } from "./import-row.ts";
import { rowsOf, type StoredRow } from "./run-columns.ts";

export interface IndexUpdate {
  /** Results that are in the index now and were not before. */
  readonly added: number;
  /** Results that were in it already. */
  readonly known: number;
  /** Folders of results that are in the index and no longer there. */
  readonly vanished: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Results of one segment: a file of some megabytes, read in tenths of a second. */
const largestSegment = 20_000;
const concurrency = 32;

/**
 * Brings the index of a place up to date: reads the results that it does not have. Segments are never changed, and
 * named by their content, so that two who do this at once lose nothing. `rebuild` reads everything anew.
 */
export async function updateIndex(
  store: WritableStore,
  { rebuild = false }: { readonly rebuild?: boolean } = {},
): Promise<IndexUpdate> {
  // First what there is of the index, then the results: a result that comes in between is at worst read twice.
  const old = rebuild ? await segmentsOf(store) : [];
  const indexed = rebuild ? [] : await indexedCopies(store, [], () => null);
  const known = new Map(indexed.map((copy) => [pathOf(copy, store), copy]));
  for (const copy of indexed) if (copy.hasJobRecord) known.set(pathOf(copy, store), copy);
  const { folders } = await attemptFolders(store);
  const isNew = (folder: AttemptFolder): boolean => {
    const before = known.get(folder.path);
    return before === undefined || (folder.files.has(resultFiles.job) && !before.hasJobRecord);
  };
  const leftOut: LeftOut[] = [];
  const written = new Set<string>();
  let added = 0;
  const fresh = folders.filter(isNew);
  for (let first = 0; first < fresh.length; first += largestSegment) {
    const part = await readRows(store, fresh.slice(first, first + largestSegment));
    leftOut.push(...part.leftOut);
    added += part.results;
    if (part.rows.length > 0) written.add(await writeSegment(store, part.rows));
  }
  const there = new Set(folders.map(({ path }) => path));
  // What was written meanwhile by others stays.
  for (const path of old) if (!written.has(path)) await store.remove(path);
  return {
    added,
    known: known.size,
    vanished: Array.from(known.keys()).filter((path) => !there.has(path)),
    leftOut,
  };
}

/**
 * Adds results whose folders are known, as whoever has just stored them knows: nothing else of the place is looked at.
 * One that is in the index already costs a reading, and counts once.
 */
export async function addToIndex(
  store: WritableStore,
  folders: readonly string[],
): Promise<Pick<IndexUpdate, "added" | "leftOut">> {
  const listed = await Promise.all(
    folders.map(async (folder): Promise<AttemptFolder> => {
      const files = new Map<string, StoredFile>();
      for await (const file of store.list(folder)) files.set(file.path.slice(folder.length + 1), file);
      return { path: folder, files };
    }),
  );
  const { rows, results, leftOut } = await readRows(store, listed);
  if (rows.length > 0) await writeSegment(store, rows);
  return { added: results, leftOut };
}

async function readRows(
  store: WritableStore,
  folders: readonly AttemptFolder[],
): Promise<{ readonly rows: StoredRow[]; readonly results: number; readonly leftOut: LeftOut[] }> {
  const limit = pLimit(concurrency);
  const readings = await Promise.all(
    folders.map((folder) =>
      limit(async () => {
        const { read, imported, leftOut } = await readAttempt(store, folder, { verify: false });
        const rows: StoredRow[] = read ? rowsOf({ ...read, path: folder.path }) : [];
        if (imported) rows.push(rowOfImport(imported, folder.path));
        return { rows, leftOut };
      }),
    ),
  );
  return {
    rows: readings.flatMap(({ rows }) => rows),
    results: readings.filter(({ rows }) => rows.length > 0).length,
    leftOut: readings.flatMap(({ leftOut }) => leftOut ?? []),
  };
}

/** Named by its content: written twice it is there once. */
async function writeSegment(store: WritableStore, rows: readonly StoredRow[]): Promise<string> {
  // What reads an index, as nearly every command does, need not load what writes one.
  const { encodeSegment } = await import("./encode-segment.ts");
  const bytes = encodeSegment(rows);
  const path = `${runIndexFolder}/${sha256(bytes).slice(0, 32)}.parquet`;
  await store.writeOnce(path, bytes);
  return path;
}

const pathOf = ({ uri }: { readonly uri: string }, store: WritableStore): string =>
  uri.slice(store.uri.length + 1);
