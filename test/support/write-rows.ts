import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runIndexFolder } from "../../contract/run-index.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { StoredRow } from "../../report/index/run-columns.ts";
import { encodeSegment } from "../../report/index/encode-segment.ts";

/** Puts rows into the index of a place, as a segment of their own. */
export function writeRows(place: string, rows: readonly StoredRow[]): void {
  const bytes = encodeSegment(rows);
  const folder = path.join(place, runIndexFolder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${sha256(bytes).slice(0, 32)}.parquet`), bytes);
}
