import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { stringify } from "csv-stringify/sync";
import { GeosBenchError } from "../../contract/errors.ts";
import { keepFile } from "../../contract/keep-file.ts";
import { runIndexColumns } from "../../contract/run-index.ts";
import type { StoredRow } from "../index/run-columns.ts";
import { encodeSegment } from "../index/encode-segment.ts";
import type { Overview } from "../overview/overview.ts";
import { page } from "../page/page.ts";
import { junitXml } from "./junit.ts";
import { summaryMarkdown } from "./summary.ts";

export interface ReportFiles {
  /** The page; the others stand beside it under its name. */
  readonly page: string;
  readonly others: readonly string[];
}

const kinds = {
  json: "everything that the page shows, and what it rests on",
  csv: "a row for each timed run; gcbench query --columns says what the columns mean",
  parquet: "the same, for DuckDB, pandas and Athena",
  md: "the summary, for a comment or a message",
  "junit.xml": "what was judged, for CI: verdicts, references, series over time",
} as const;

/**
 * Writes the page and the data beside it, each whole or not at all. Throws {@link GeosBenchError} `bad-option` where
 * the name is none of a page.
 */
export async function writeReport(
  file: string,
  overview: Overview,
  rows: readonly StoredRow[],
  made: { readonly madeAt: Date; readonly version: string },
): Promise<ReportFiles> {
  const { dir, name, ext } = path.parse(path.resolve(file));
  if (ext !== ".html") {
    throw new GeosBenchError(`"${file}" is no name of an HTML page.`, {
      code: "bad-option",
      hint: "Give -o a name that ends with .html; the data are written beside it.",
    });
  }
  await mkdir(dir, { recursive: true });
  const others = Object.entries(kinds).map(([kind, what]) => ({ name: `${name}.${kind}`, what }));
  const contents: Record<keyof typeof kinds, string | Uint8Array> = {
    json: `${JSON.stringify({ format: 1, made_at: made.madeAt, ...overview }, null, 1)}\n`,
    csv: csvOf(rows),
    parquet: encodeSegment(rows),
    md: summaryMarkdown(overview),
    "junit.xml": await junitXml(overview),
  };
  // The page last: whoever finds it finds what it links to.
  for (const [kind, content] of Object.entries(contents))
    await write(path.join(dir, `${name}.${kind}`), content);
  const target = path.join(dir, `${name}${ext}`);
  await write(target, await page(overview, { ...made, downloads: others }));
  return { page: target, others: others.map((of) => path.join(dir, of.name)) };
}

const write = (file: string, content: string | Uint8Array): Promise<void> =>
  keepFile(file, (partial) => writeFile(partial, content));

/** With a mark before what a spreadsheet would take for a formula. */
const csvOf = (rows: readonly StoredRow[]): string =>
  stringify([...rows], {
    header: true,
    columns: Object.keys(runIndexColumns),
    escape_formulas: true,
    cast: { boolean: String, date: (value) => value.toISOString() },
  });
