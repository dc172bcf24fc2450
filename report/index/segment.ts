import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { GeosBenchError } from "../../contract/errors.ts";
import { runColumns, type RunColumn, type RunRow } from "./run-columns.ts";

const schemaKey = "geos-chem-bench.index-schema";
const schemaVersion = "1";

/** Rows as one Parquet file; the same rows give the same bytes. */
export function encodeSegment(rows: readonly RunRow[]): Uint8Array {
  const columnData = Object.entries(runColumns).map(([name, { type, nullable }]) => ({
    name,
    type,
    nullable,
    data: rows.map((row) => row[name as RunColumn]),
  }));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      kvMetadata: [{ key: schemaKey, value: schemaVersion }],
      createdBy: "geos-chem-bench",
    }),
  );
}

/** For what a segment of an earlier program lacks: columns are only ever added, and what is added may be null. */
function blanks(columns: readonly RunColumn[], there: ReadonlySet<string>): Record<string, null> {
  const missing = columns.filter((name) => !there.has(name));
  const needed = missing.find((name) => !runColumns[name].nullable);
  if (needed !== undefined) throw new Error(`it has no column ${needed}`);
  return Object.fromEntries(missing.map((name) => [name, null]));
}

/**
 * Some columns of a segment; null for those that came after it. Throws {@link GeosBenchError} `index-unreadable` for what is none, or a newer program's.
 */
export async function decodeSegment<Name extends RunColumn>(
  bytes: Uint8Array,
  columns: readonly Name[],
  what: string,
): Promise<Pick<RunRow, Name>[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const metadata = parquetMetadata(file);
    const version = metadata.key_value_metadata?.find(({ key }) => key === schemaKey)?.value;
    if (version !== schemaVersion)
      throw new Error(`its index schema is ${version ?? "not stated"}, not ${schemaVersion}`);
    const there = new Set(metadata.schema.map(({ name }) => name));
    const rows = await parquetReadObjects({
      file,
      metadata,
      columns: columns.filter((name) => there.has(name)),
    });
    return rows.map((row) => ({ ...blanks(columns, there), ...row })) as Pick<RunRow, Name>[];
  } catch (cause) {
    throw new GeosBenchError(`The index segment ${what} cannot be read: ${(cause as Error).message}`, {
      code: "index-unreadable",
      hint: "An index holds nothing that the results do not: make it again with --rebuild.",
      cause,
    });
  }
}
