import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { GeosBenchError } from "../../contract/errors.ts";
import { runIndexColumns } from "../../contract/run-index.ts";
import type { RunColumn, StoredRow } from "./run-columns.ts";

export const schemaKey = "geos-chem-bench.index-schema";
export const schemaVersion = "1";

/** For what a segment of an earlier program lacks: columns are only ever added, and what is added may be null. */
function blanks(columns: readonly RunColumn[], there: ReadonlySet<string>): Record<string, null> {
  const missing = columns.filter((name) => !there.has(name));
  const needed = missing.find((name) => {
    const column: { readonly nullable: boolean; readonly measured?: true } = runIndexColumns[name];
    return !column.nullable || column.measured === true;
  });
  if (needed !== undefined) throw new Error(`it has no column ${needed}`);
  return Object.fromEntries(missing.map((name) => [name, null]));
}

/**
 * Some columns of a segment, row group by row group; null in a column that came after the segment was written. Throws
 * {@link GeosBenchError} `index-unreadable` for what is no segment, or a newer program's.
 */
export async function* decodeSegment<Name extends RunColumn>(
  bytes: Uint8Array,
  columns: readonly Name[],
  what: string,
): AsyncGenerator<readonly Pick<StoredRow, Name>[]> {
  const whole = bytes.byteLength === bytes.buffer.byteLength;
  const file = (
    whole ? bytes.buffer : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  ) as ArrayBuffer;
  try {
    const metadata = parquetMetadata(file);
    const version = metadata.key_value_metadata?.find(({ key }) => key === schemaKey)?.value;
    if (version !== schemaVersion)
      throw new Error(`its index schema is ${version ?? "not stated"}, not ${schemaVersion}`);
    const there = new Set(metadata.schema.map(({ name }) => name));
    const later = blanks(columns, there);
    const wanted = columns.filter((name) => there.has(name));
    let rowStart = 0;
    for (const { num_rows: count } of metadata.row_groups) {
      const rowEnd = rowStart + Number(count);
      const rows = await parquetReadObjects({ file, metadata, columns: wanted, rowStart, rowEnd });
      if (wanted.length < columns.length) for (const row of rows) Object.assign(row, later);
      yield rows as Pick<StoredRow, Name>[];
      rowStart = rowEnd;
    }
  } catch (cause) {
    throw new GeosBenchError(`The index segment ${what} cannot be read: ${(cause as Error).message}`, {
      code: "index-unreadable",
      hint: "An index holds nothing that the results do not: make it again with --rebuild.",
      cause,
    });
  }
}
