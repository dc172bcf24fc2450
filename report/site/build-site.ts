import path from "node:path";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { nothingJudged } from "../compare/judge-suite.ts";
import { knownRuns } from "../estimate/stored-runs.ts";
import { retractionFinder, retractionText } from "../index/run-reservations.ts";
import type { Judge } from "../overview/load-overview.ts";
import { leftOutHere, overview, type Overview } from "../overview/overview.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionsOf, type Retraction } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { acknowledgementsOf } from "../track/acknowledgements.ts";
import { gatherResults, type Gathered, type SiteResult } from "./data/gather-results.ts";
import type { ListedSet } from "./data/set-columns.ts";
import { writeCatalogue } from "./data/write-catalogue.ts";
import { writeImported } from "./data/write-imported.ts";
import { writeSets } from "./data/write-sets.ts";
import { runPage } from "./run-page-path.ts";
import { writeRunPages, type RunPagesInput } from "./run-pages.ts";
import { runPagesInThreads } from "./run-pages-in-threads.ts";
import { readState, writeState } from "./site-state.ts";
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
 * Brings a site of indexed results up to date: writes the pages of new results, and all pages that sum up. Whatever has
 * a name of its content is written before the pages that link to it, and removed two builds after the last that did.
 */
export async function buildSite(
  stores: readonly ResultStore[],
  target: SiteTarget,
  options: BuildSiteOptions,
): Promise<BuiltSite> {
  const { version, region, prices = shippedPrices } = options;
  const program = `${version} ${siteProgram()}`;
  const state = await readState(target, program);
  const gathered = await gatherResults(stores, target, state);
  const { results, imported, conflicting, fromScratch } = gathered;
  const retractions = await retractionsOf(stores);
  const retracted = retractedOf(results, retractions);
  const before = fromScratch ? {} : (state?.retracted ?? {});
  const isStale = ({ rows: [{ result_sha256: sha }] }: SiteResult) => before[sha] !== retracted[sha];
  const stale = results.filter((of) => of.isNew || isStale(of));

  const assets = state?.assets ?? (await writeAssets(target));
  const sets = await writeSets(target, gathered);
  const importedFile = await writeImported(target, imported);
  const catalogue = await writeCatalogue(target, { sets, retractions });
  // Meanwhile what they come to is computed.
  const runPages = writePages(gathered, stale, sets, { stores, target, assets, version, retracted });
  runPages.catch(() => {});

  const runs = results.flatMap(({ rows }) => rows);
  const summed = overview({
    places: stores.map(({ uri }) => uri),
    runs,
    imported,
    published: publishedTimings,
    ...((await options.judge?.({ runs, conflicting }, retractions)) ?? nothingJudged),
    retractions,
    acknowledgements: await acknowledgementsOf(stores),
    leftOut: options.leftOut ?? [],
    conflicting,
    prices,
  });
  const { runs: known } = knownRuns({ runs, conflicting }, imported, retractions);
  const pageFaults = await runPages;
  const shown = { ...summed, leftOut: [...pageFaults.map(leftOutHere), ...summed.leftOut] };
  const input = { target, assets, version, shown, results, known, prices, region, catalogue };
  const summing = await writeSummingPages(input);

  const files = [
    ...Object.values(assets),
    ...(importedFile === null ? [] : [importedFile]),
    ...sets.map(({ file }) => file),
    catalogue,
    ...summing.files,
  ];
  await writeState(target, {
    format: 1,
    program,
    assets,
    places: stores.map(({ uri }) => uri),
    segments: gathered.segments,
    sets,
    imported: importedFile,
    conflicting: conflicting.length,
    retracted,
    files,
    filesBefore: state?.files ?? [],
  });
  const needed = new Set([...files, ...(state?.files ?? [])]);
  for (const file of state?.filesBefore ?? []) if (!needed.has(file)) await target.remove(file);
  return {
    results: results.length,
    runPages: stale.length - pageFaults.length,
    fromScratch,
    changed: [
      ...summing.changed,
      ...stale.filter(({ isNew }) => !isNew).map((of) => runPage(of.rows[0].result_sha256)),
    ],
    leftOut: pageFaults,
    shown,
  };
}

/** Why results were taken back, by their digest. */
function retractedOf(
  results: readonly SiteResult[],
  retractions: readonly Retraction[],
): Record<string, string> {
  const retractionOf = retractionFinder(retractions);
  const retracted: Record<string, string> = {};
  for (const { rows } of results) {
    const found = retractionOf(rows[0]);
    if (found) retracted[rows[0].result_sha256] = retractionText(found);
  }
  return retracted;
}

/** Fewer pages are written before a thread has begun. */
const fewestForThreads = 2_000;

/** The pages of results: with all processors where all of many are made, from folders to a folder. */
function writePages(
  { fromScratch }: Gathered,
  stale: readonly SiteResult[],
  sets: readonly ListedSet[],
  input: RunPagesInput,
): Promise<LeftOut[]> {
  const { stores, target, ...rest } = input;
  const isHere = [target, ...stores].every(({ uri }) => path.isAbsolute(uri));
  if (!fromScratch || !isHere || stale.length < fewestForThreads) return writeRunPages(stale, input);
  const places = stores.map(({ uri }) => uri);
  return runPagesInThreads(sets, { ...rest, places, folder: target.uri });
}
