import pLimit from "p-limit";
import type { ResultStore } from "../read/result-store.ts";
import { settleCopies, type Copy } from "../read/settle-copies.ts";
import { indexFolder, isSegment } from "./index-layout.ts";
import type { RunColumn, RunRow } from "./run-columns.ts";
import { decodeSegment } from "./segment.ts";

/** What tells the copies of a result apart; every reading needs it. */
const identity = ["path", "job_id", "attempt", "result_sha256", "has_job_record"] as const;

type Identity = (typeof identity)[number];

const concurrency = 16;

/** The segments of a place's index, by path. */
export async function segmentsOf(store: ResultStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of store.list(indexFolder)) if (isSegment(path)) found.push(path);
  return found.sort();
}

/** A result as one segment has it. */
interface IndexedCopy<Row> extends Copy {
  readonly rows: Row[];
}

/** Every result of an index as it stands, copies included: two writers at once may both have written one. */
export async function indexedCopies<Name extends RunColumn>(
  store: ResultStore,
  columns: readonly Name[],
): Promise<IndexedCopy<Pick<RunRow, Name | Identity>>[]> {
  const limit = pLimit(concurrency);
  const wanted = [...new Set<Name | Identity>([...identity, ...columns])];
  const decode = async (path: string) => {
    const rows = await decodeSegment(await store.read(path), wanted, `${store.uri}/${path}`);
    return Array.from(Map.groupBy(rows, (row) => row.path).values(), (of) => ({
      ...copyOf(store, of),
      rows: of,
    }));
  };
  const segments = await segmentsOf(store);
  return (await Promise.all(segments.map((path) => limit(decode, path)))).flat();
}

function copyOf(store: ResultStore, rows: readonly Pick<RunRow, Identity>[]): Copy {
  const [row] = rows as readonly [Pick<RunRow, Identity>];
  return {
    uri: `${store.uri}/${row.path}`,
    jobId: row.job_id,
    attempt: row.attempt,
    sha256: row.result_sha256,
    hasJobRecord: row.has_job_record,
  };
}

/** The runs of the indexed places, each result once; the places of those whose copies differ are in `conflicting`. */
export async function loadRuns<Name extends RunColumn>(
  stores: readonly ResultStore[],
  columns: readonly Name[],
): Promise<{ readonly runs: Pick<RunRow, Name | Identity>[]; readonly conflicting: readonly string[] }> {
  const copies = await Promise.all(stores.map((store) => indexedCopies(store, columns)));
  const { results, conflicting } = settleCopies(copies.flat());
  return {
    runs: results.flatMap(({ kept }) => kept.rows),
    conflicting: [...new Set(conflicting.flat().map(({ uri }) => uri))].sort(),
  };
}
