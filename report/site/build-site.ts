import path from "node:path";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { nothingJudged } from "../compare/judge-suite.ts";
import { knownRuns } from "../estimate/stored-runs.ts";
import type { Judge } from "../overview/load-overview.ts";
import { leftOutHere, type Overview } from "../overview/overview.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionsOf } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { acknowledgementsOf } from "../track/acknowledgements.ts";
import { allRuns } from "./data/all-runs.ts";
import { chunkReader, type ReadChunk } from "./data/chunk-file.ts";
import { resultsOfChunks, type ChunkSummary } from "./data/chunk-summary.ts";
import { gatherResults, type Gathered } from "./data/gather-results.ts";
import { latestOf } from "./data/latest-of.ts";
import type { ResultOfRows } from "./data/results-in.ts";
import { retractedIn } from "./data/retracted-in.ts";
import { pricesDigest, writeSummary } from "./data/site-summary.ts";
import { sumUp } from "./data/sum-up.ts";
import { writeCatalogue } from "./data/write-catalogue.ts";
import { writeImported } from "./data/write-imported.ts";
import { writeSets } from "./data/write-sets.ts";
import { runPage } from "./run-page-path.ts";
import { writeRunPages, type RunPagesInput } from "./run-pages.ts";
import { runPagesInThreads } from "./run-pages-in-threads.ts";
import { siteBefore } from "./site-before.ts";
import { writeState } from "./site-state.ts";
import { siteProgram } from "./site-texts.ts";
import type { SiteTarget } from "./target/site-target.ts";
import { writeAssets } from "./write-assets.ts";
import { writeSummingPages } from "./write-summing-pages.ts";

export interface BuildSiteOptions {
  readonly version: string;
  /** Whose list prices machine pages show first. */
  readonly region: string;
  readonly prices?: PriceBook;
  /**
   * Judges what a suite was run to find out, from all runs of the site.
   * @default - nothing is judged
   */
  readonly judge?: Judge;
  /** What looked like a result when the index was made and is none. */
  readonly leftOut?: readonly LeftOut[];
}

export interface BuiltSite {
  readonly results: number;
  /** Pages of results that were written now; the others were there. */
  readonly runPages: number;
  readonly fromScratch: boolean;
  /** Pages whose content may have changed and whose names have not: what a cache in front of the site must forget. */
  readonly changed: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** What its pages sum up. */
  readonly shown: Overview;
}

/**
 * Brings a site of indexed results up to date: writes the pages of new results, the files of the chunks that they belong
 * to, and all pages that sum up, from what was kept of the other chunks. The same results make the same files, however
 * many builds brought them. Whatever has a name of its content is written before the pages that link to it, and removed
 * two builds after the last that did.
 */
export async function buildSite(
  stores: readonly ResultStore[],
  target: SiteTarget,
  options: BuildSiteOptions,
): Promise<BuiltSite> {
  const { version, region, prices = shippedPrices } = options;
  const program = `${version} ${siteProgram()}`;
  const pricedBy = pricesDigest(prices.records);
  const there = await siteBefore(target, program);
  const read = chunkReader(target);
  const gathered = await gatherResults(stores, there.before, read);
  const { imported, conflicting, fromScratch } = gathered;
  const before = fromScratch ? null : there.before;
  const retractions = await retractionsOf(stores);
  const context = { retractions, prices };
  const retractedBefore = before?.retracted ?? {};
  const staleResults = staleIn(
    before?.chunks ?? [],
    retractedBefore,
    retractedIn(before?.chunks ?? [], retractions),
  );

  const assets = there.assets ?? (await writeAssets(target));
  const { sets, chunks } = await writeSets({
    target,
    read,
    chunks: before?.chunks ?? [],
    sets: before?.sets ?? [],
    fresh: gathered.fresh,
    isStale: (chunk) => before?.prices !== pricedBy || staleResults.has(chunk),
    context,
  });
  const importedFile = await writeImported(target, imported);
  const retracted = retractedIn(chunks, retractions);
  const catalogue = await writeCatalogue(target, { sets, retractions });
  // Of those that came again the page is written anyhow.
  const come = new Set([...gathered.fresh.values()].flat().map(({ rows: [row] }) => row.result_sha256));
  const isFresh = ({ rows: [row] }: ResultOfRows) => come.has(row.result_sha256);
  const takenBack = (await rowsOf(staleResults, read)).filter((of) => !isFresh(of));
  const pagesInput = { stores, target, assets, version, retracted };
  // Meanwhile what they come to is computed.
  const runPages = writePages(gathered, takenBack, chunks, pagesInput);
  runPages.catch(() => {});

  const judged = await options.judge?.(() => allRuns(chunks, conflicting, read), retractions);
  const summed = await sumUp(chunks, read, {
    places: stores.map(({ uri }) => uri),
    imported,
    published: publishedTimings,
    ...(judged ?? nothingJudged),
    retractions,
    acknowledgements: await acknowledgementsOf(stores),
    leftOut: options.leftOut ?? [],
    conflicting,
  });
  const known = [
    ...chunks.flatMap((of) => of.known),
    ...knownRuns({ runs: [], conflicting }, imported, retractions).runs,
  ];
  const latest = await latestOf(sets, chunks, read);
  const pageFaults = await runPages;
  const shown = { ...summed, leftOut: [...pageFaults.map(leftOutHere), ...summed.leftOut] };
  const input = { target, assets, version, shown, chunks, latest, known, prices, region, catalogue };
  const summing = await writeSummingPages(input);
  const isSame = before?.prices === pricedBy && isEqual(before.chunks, chunks);
  const summary = isSame ? before.summary : await writeSummary(target, { prices: pricedBy, chunks });

  const files = [
    ...Object.values(assets),
    ...(importedFile === null ? [] : [importedFile]),
    ...chunks.map(({ file }) => file),
    summary,
    catalogue,
    ...summing.files,
  ];
  // First what the build before the last had: it is in no state any more.
  const needed = new Set([...files, ...there.files]);
  for (const file of there.all) if (!needed.has(file)) await target.remove(file);
  await writeState(target, {
    format: 2,
    program,
    assets,
    places: stores.map(({ uri }) => uri),
    segments: [...gathered.segments],
    sets,
    summary,
    imported: importedFile,
    conflicting: conflicting.length,
    retracted,
    files,
  });
  return {
    results: summed.results,
    runPages: come.size + takenBack.length - pageFaults.length,
    fromScratch,
    changed: [...summing.changed, ...takenBack.map(({ rows: [row] }) => runPage(row.result_sha256))],
    leftOut: pageFaults,
    shown,
  };
}

const isEqual = <Of>(a: readonly Of[], b: readonly Of[]): boolean =>
  a.length === b.length && a.every((of, index) => of === b[index]);

/** The digests of results, by chunk, of which it changed whether and why they were taken back. */
function staleIn(
  chunks: readonly ChunkSummary[],
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Map<ChunkSummary, Set<string>> {
  const stale = new Map<ChunkSummary, Set<string>>();
  const differ = new Set(
    [...Object.keys(before), ...Object.keys(now)].filter((of) => before[of] !== now[of]),
  );
  if (differ.size === 0) return stale;
  for (const { chunk, digest } of resultsOfChunks(chunks)) {
    if (!differ.has(digest)) continue;
    const there = stale.get(chunk) ?? new Set();
    stale.set(chunk, there.add(digest));
  }
  return stale;
}

async function rowsOf(
  digests: ReadonlyMap<ChunkSummary, ReadonlySet<string>>,
  read: ReadChunk,
): Promise<ResultOfRows[]> {
  const found: ResultOfRows[] = [];
  for (const [{ file }, of] of digests)
    for (const result of await read(file)) if (of.has(result.rows[0].result_sha256)) found.push(result);
  return found;
}

/** Fewer pages are written before a thread has begun. */
const fewestForThreads = 2_000;

/** The pages of results: with all processors where all of many are made, from folders to a folder. */
function writePages(
  { fromScratch, fresh }: Gathered,
  takenBack: readonly ResultOfRows[],
  chunks: readonly ChunkSummary[],
  input: RunPagesInput,
): Promise<LeftOut[]> {
  const { stores, target, ...rest } = input;
  const isHere = [target, ...stores].every(({ uri }) => path.isAbsolute(uri));
  const results = chunks.reduce((sum, { at }) => sum + at.length, 0);
  if (!fromScratch || !isHere || results < fewestForThreads)
    return writeRunPages([...takenBack, ...fresh.values()].flat(), input);
  const places = stores.map(({ uri }) => uri);
  return runPagesInThreads(chunks, { ...rest, places, folder: target.uri });
}
