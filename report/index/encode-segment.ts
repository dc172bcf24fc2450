import { parquetWriteBuffer } from "hyparquet-writer";
import { runIndexColumns } from "../../contract/run-index.ts";
import type { RunColumn, StoredRow } from "./run-columns.ts";
import { schemaKey, schemaVersion } from "./segment.ts";

/** So many rows are decoded at once, whatever a segment has: some megabytes of objects. */
const rowGroupSize = 10_000;

/** Rows as one Parquet file; the same rows give the same bytes. */
export function encodeSegment(rows: readonly StoredRow[]): Uint8Array {
  const columnData = Object.entries(runIndexColumns).map(([name, { type, nullable }]) => ({
    name,
    type,
    nullable,
    data: rows.map((row) => row[name as RunColumn]),
  }));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      rowGroupSize,
      kvMetadata: [{ key: schemaKey, value: schemaVersion }],
      createdBy: "geos-chem-bench",
    }),
  );
}
