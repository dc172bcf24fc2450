import type { PublishedTiming } from "../../contract/published/timing-record.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import type { ElsewhereRun } from "../overview/elsewhere.ts";
import type { ResultStore } from "../read/result-store.ts";
import type { LeftOut } from "../read/stored-result.ts";
import type { SiteImport } from "./data/gather-results.ts";
import { elsewherePageBody, elsewhereTitle, type ElsewherePageInput } from "./pages/elsewhere-page.ts";
import { readChecked, readOrNull, type RunPagesInput } from "./run-pages.ts";
import { publishedPage, runPage } from "./run-page-path.ts";
import { siteFrame } from "./site-document.ts";

interface ElsewhereInput extends Omit<RunPagesInput, "retracted"> {
  readonly runs: readonly ElsewhereRun[];
  readonly imported: readonly SiteImport[];
  readonly published: readonly PublishedTiming[];
  /** Pages of such runs that the site of before has: what a page says of one run never changes. */
  readonly before: readonly string[];
}

/** The page of a run that happened elsewhere, by its source and id; `null` where it has none. */
export type PageOfElsewhere = (run: Pick<ElsewhereRun, "id">) => string | null;

/**
 * Writes the pages of imported and published runs that are not there yet; `gone`: those of runs that are shown no more,
 * which go when no page links to them. An imported run whose file is gone, or another than was indexed, has no page: it is returned, with the reason.
 */
export async function writeElsewherePages({
  runs,
  imported,
  published,
  before,
  stores,
  target,
  assets,
  version,
}: ElsewhereInput): Promise<{
  readonly pages: ReadonlyMap<string, string>;
  readonly leftOut: readonly LeftOut[];
  readonly gone: readonly string[];
}> {
  const frame = siteFrame({ menu: null, depth: 1, version }, assets);
  const there = new Set(before);
  const pages = new Map<string, string>();
  const leftOut: LeftOut[] = [];
  const importOf = new Map(imported.map((row) => [row.path, row]));
  const timingOf = new Map(published.map((row) => [row.id, row]));
  for (const run of runs) {
    const [row, timing] = [importOf.get(run.id), timingOf.get(run.id)];
    const page = timing ? publishedPage(timing.id) : row ? runPage(row.result_sha256) : null;
    if (page === null) continue;
    if (!there.has(page)) {
      const input = timing ? ofPublished(run, timing) : await ofImported(run, row as SiteImport, stores);
      if ("kind" in input) {
        leftOut.push(input);
        continue;
      }
      await target.write(page, Buffer.from(frame(elsewhereTitle(run), elsewherePageBody(input))));
    }
    pages.set(run.id, page);
  }
  const shown = new Set(pages.values());
  return { pages, leftOut, gone: before.filter((page) => !shown.has(page)) };
}

const ofPublished = (run: ElsewhereRun, timing: PublishedTiming): ElsewherePageInput => ({
  run,
  document: timing,
  documentName: "the record of published run times",
  uri: timing.source,
  log: null,
});

async function ofImported(
  run: ElsewhereRun,
  row: SiteImport,
  stores: readonly ResultStore[],
): Promise<ElsewherePageInput | LeftOut> {
  const store = stores.find(({ uri }) => uri === row.place);
  const uri = `${row.place}/${row.path}`;
  if (!store) return { uri, kind: "truncated", reason: "its place is none of the site's" };
  const read = await readChecked(store, row, resultFiles.imported);
  if ("kind" in read) return read;
  const log = await readOrNull(store, `${row.path}/${resultFiles.log}`);
  return { run, document: read.document, documentName: resultFiles.imported, uri, log };
}
