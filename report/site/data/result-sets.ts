import { sha256 } from "../../../contract/sha256.ts";
import { dataFile } from "../site-layout.ts";
import { setColumns, type ListedSet } from "./set-columns.ts";
import { dataScript } from "./data-script.ts";
import { decodeRuns, encodeRuns, type RunTable, type SiteRun } from "./run-table.ts";

export const setId = (row: SiteRun): string =>
  sha256(JSON.stringify(setColumns.map((name) => row[name]))).slice(0, 16);

/** Most tables of one file: each update adds one, and reading many small ones is slow. */
const mostTables = 32;

const closing = "];\n";

/**
 * A script with tables of runs: a page opened from a folder may load scripts of that folder, and no other files. New
 * runs are appended as a table of their own to `before`, the text that was there.
 */
export function setText(
  id: string,
  rows: readonly SiteRun[],
  appended: { readonly before: string; readonly fresh: readonly SiteRun[] } | null,
): string {
  if (appended !== null && tablesIn(appended.before).length < mostTables) {
    const { before, fresh } = appended;
    return `${before.slice(0, -closing.length)},${JSON.stringify(encodeRuns(fresh))}${closing}`;
  }
  return dataScript(id, JSON.stringify([encodeRuns(rows)]));
}

/** The runs of a set's file, in the order in which they were added. */
export const runsIn = (text: string): SiteRun[] => tablesIn(text).flatMap(decodeRuns);

const tablesIn = (text: string): RunTable[] =>
  JSON.parse(text.slice(text.indexOf("=[") + 1, -closing.length + 1)) as RunTable[];

export function listedSet(id: string, text: string, rows: readonly [SiteRun, ...SiteRun[]]): ListedSet {
  const [first] = rows;
  const times = rows.map(({ started_at: at }) => at.getTime());
  return {
    id,
    file: dataFile("runs.js", text),
    values: Object.fromEntries(setColumns.map((name) => [name, first[name]])) as ListedSet["values"],
    results: new Set(rows.map(({ path, place }) => `${place}/${path}`)).size,
    runs: rows.filter(({ repetition }) => repetition !== null).length,
    from: new Date(times.reduce((a, b) => Math.min(a, b))).toISOString(),
    to: new Date(times.reduce((a, b) => Math.max(a, b))).toISOString(),
  };
}
