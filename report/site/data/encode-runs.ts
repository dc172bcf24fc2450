import { runIndexColumns } from "../../../contract/run-index.ts";
import { encodeColumn, encodeTimers, type Column } from "./column.ts";
import type { RunTable, SiteRun } from "./run-table.ts";
import { siteColumns } from "./site-columns.ts";

/** Rows as a table. */
export function encodeRuns(rows: readonly SiteRun[]): RunTable {
  const columns = siteColumns.map((name): [string, Column] => {
    if (name === "phases") return [name, encodeTimers(rows, (row) => row.phases)];
    const column = encodeColumn(rows, (row) => row[name]);
    return [name, runIndexColumns[name].type === "TIMESTAMP" ? { ...column, moments: true } : column];
  });
  return {
    rows: rows.length,
    columns: { place: encodeColumn(rows, ({ place }) => place), ...Object.fromEntries(columns) },
  };
}
