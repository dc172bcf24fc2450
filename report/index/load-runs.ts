import type { ResultStore } from "../read/result-store.ts";
import { settleCopies, type Copy } from "../read/settle-copies.ts";
import { runIndexFolder } from "../../contract/run-index.ts";
import { isSegment } from "./index-layout.ts";
import type { RunColumn, RunRow, StoredRow } from "./run-columns.ts";
import { decodeSegment } from "./segment.ts";

/** What tells the copies of a result apart; every reading needs it. */
const identity = ["path", "job_id", "attempt", "result_sha256", "has_job_record", "origin"] as const;

type Identity = (typeof identity)[number];

/** The rows of one result, with the columns that were asked for. */
export type ResultRows<Name extends RunColumn, Row extends StoredRow = RunRow> = readonly [
  Pick<Row, Name | Identity>,
  ...Pick<Row, Name | Identity>[],
];

/** The segments of a place's index, by path. */
export async function segmentsOf(store: ResultStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of store.list(runIndexFolder)) if (isSegment(path)) found.push(path);
  return found.sort();
}

/** A result as one segment has it, and what was taken of its rows. */
export interface IndexedCopy<Of> extends Copy {
  readonly taken: Of;
}

/**
 * Every result of an index as it stands, copies included: two writers at once may both have written one. One segment
 * after the other, so that no more of the index is in memory than what `take` keeps of it. `onlySegments`: of these
 * alone, for whoever has the others already.
 */
export async function indexedCopies<Name extends RunColumn, Of>(
  store: ResultStore,
  columns: readonly Name[],
  take: (rows: ResultRows<Name, StoredRow>) => Of,
  onlySegments?: readonly string[],
): Promise<IndexedCopy<Of>[]> {
  const wanted = [...new Set<Name | Identity>([...identity, ...columns])];
  const copies: IndexedCopy<Of>[] = [];
  const segments = onlySegments ?? (await segmentsOf(store));
  let coming = read(store, segments[0]);
  for (const [index, path] of segments.entries()) {
    const bytes = await coming;
    // The next one comes while this one is decoded.
    coming = read(store, segments[index + 1]);
    for await (const rows of results(decodeSegment(bytes, wanted, `${store.uri}/${path}`))) {
      copies.push({ ...copyOf(store, rows[0]), taken: take(rows) });
    }
  }
  return copies;
}

function read(store: ResultStore, path: string | undefined): Promise<Uint8Array> {
  const reading = path === undefined ? Promise.resolve(new Uint8Array()) : store.read(path);
  // Whoever awaits it has the error; until then, and where a segment before it fails, it is nobody's.
  reading.catch(() => {});
  return reading;
}

/** The rows of each result, which lie one after the other; a result may go on in the next row group. */
async function* results<Row extends Pick<StoredRow, "path">>(
  groups: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly [Row, ...Row[]]> {
  let open: [Row, ...Row[]] | undefined;
  for await (const rows of groups) {
    for (const row of rows) {
      if (open?.[0].path === row.path) open.push(row);
      else {
        if (open) yield open;
        open = [row];
      }
    }
  }
  if (open) yield open;
}

function copyOf(store: ResultStore, row: Pick<StoredRow, Identity>): Copy {
  return {
    uri: `${store.uri}/${row.path}`,
    jobId: row.job_id,
    attempt: row.attempt,
    sha256: row.result_sha256,
    hasJobRecord: row.has_job_record,
  };
}

/**
 * What `take` keeps of each measured result of the indexed places (`null`: nothing), each result once, in the order of job id
 * and attempt; the places of those whose copies differ are in `conflicting`.
 */
export async function loadResults<Name extends RunColumn, Of>(
  stores: readonly ResultStore[],
  columns: readonly Name[],
  take: (rows: ResultRows<Name>) => Of | null,
): Promise<{ readonly results: Of[]; readonly conflicting: readonly string[] }> {
  return settledOf(stores, columns, (rows) =>
    // Imported runs are never ranked: whoever wants them asks for them.
    rows[0].origin === "imported" ? null : take(rows as ResultRows<Name>),
  );
}

/** The imported runs of the indexed places, each once. */
export async function loadImported<Name extends RunColumn>(
  stores: readonly ResultStore[],
  columns: readonly Name[],
): Promise<Pick<StoredRow, Name | Identity>[]> {
  const { results: kept } = await settledOf(stores, columns, (rows) =>
    rows[0].origin === "imported" ? rows : null,
  );
  return kept.flat();
}

async function settledOf<Name extends RunColumn, Of>(
  stores: readonly ResultStore[],
  columns: readonly Name[],
  take: (rows: ResultRows<Name, StoredRow>) => Of | null,
): Promise<{ readonly results: Of[]; readonly conflicting: readonly string[] }> {
  const copies = await Promise.all(stores.map((store) => indexedCopies(store, columns, take)));
  const { results: settled, conflicting } = settleCopies(copies.flat());
  return {
    results: settled.flatMap(({ kept: { taken } }) => (taken === null ? [] : [taken])),
    conflicting: [...new Set(conflicting.flat().map(({ uri }) => uri))].sort(),
  };
}

/** The runs that `isWanted`, a question about what is the same in all runs of a result. */
export async function loadRuns<Name extends RunColumn>(
  stores: readonly ResultStore[],
  columns: readonly Name[],
  isWanted: (run: Pick<RunRow, Name | Identity>) => boolean = () => true,
): Promise<{ readonly runs: Pick<RunRow, Name | Identity>[]; readonly conflicting: readonly string[] }> {
  const { results: kept, conflicting } = await loadResults(stores, columns, (rows) =>
    isWanted(rows[0]) ? rows : null,
  );
  return { runs: kept.flat(), conflicting };
}
