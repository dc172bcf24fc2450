import { sha256 } from "../../../contract/sha256.ts";
import { dataFile } from "../site-layout.ts";
import { setColumns, type ListedSet } from "./set-columns.ts";
import { dataScript } from "./data-script.ts";
import type { RunTable, SiteRun } from "./run-table.ts";

export const setId = (row: SiteRun): string =>
  sha256(JSON.stringify(setColumns.map((name) => row[name]))).slice(0, 16);

const closing = "];\n";

/**
 * A script with tables of runs: a page opened from a folder may load scripts of that folder, and no other files. New
 * tables are appended to `before`, the text that was there.
 */
export function tablesText(id: string, tables: readonly RunTable[], before: string | null): string {
  if (before === null) return dataScript(id, JSON.stringify(tables));
  return `${before.slice(0, -closing.length)},${tables.map((table) => JSON.stringify(table)).join(",")}${closing}`;
}

/** The tables of such a script, in the order in which they were added. */
export const tablesIn = (text: string): RunTable[] =>
  JSON.parse(text.slice(text.indexOf("=[") + 1, -closing.length + 1)) as RunTable[];

/** What the catalogue says of a set: of results that are added to what it said before. */
export function listedSet(
  id: string,
  text: string,
  results: readonly (readonly [SiteRun, ...SiteRun[]])[],
  added: { readonly before: ListedSet | null; readonly tables: number },
): ListedSet {
  const { before, tables } = added;
  const [[first]] = results as readonly [readonly [SiteRun]];
  const runs = results.reduce(
    (sum, rows) => sum + rows.filter(({ repetition }) => repetition !== null).length,
    0,
  );
  const times = results.map(([{ started_at: at }]) => at.toISOString());
  if (before) times.push(before.from, before.to);
  return {
    id,
    file: dataFile("runs.js", text),
    values: Object.fromEntries(setColumns.map((name) => [name, first[name]])) as ListedSet["values"],
    results: results.length + (before?.results ?? 0),
    runs: runs + (before?.runs ?? 0),
    from: times.reduce((a, b) => (a < b ? a : b)),
    to: times.reduce((a, b) => (a > b ? a : b)),
    tables: tables + (before?.tables ?? 0),
  };
}
