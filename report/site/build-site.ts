import path from "node:path";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { nothingJudged } from "../compare/suite-judgement.ts";
import { knownRuns } from "../estimate/stored-runs.ts";
import type { Judge } from "../overview/load-overview.ts";
import { runsFromElsewhere } from "../overview/elsewhere.ts";
import { leftOutHere, type Overview } from "../overview/overview.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionsOf } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { acknowledgementsOf } from "../track/acknowledgements.ts";
import { judgementsOf } from "../track/known-judgements.ts";
import { allRuns } from "./data/all-runs.ts";
import { chunkReader, type ReadChunk } from "./data/chunk-file.ts";
import { digestsOf, type ChunkSummary } from "./data/chunk-summary.ts";
import { gatherResults } from "./data/gather-results.ts";
import { areSame, keptJudgements } from "./data/kept-judgements.ts";
import { latestOf } from "./data/latest-of.ts";
import { retractedIn } from "./data/retracted-in.ts";
import { pricesDigest, writeSummary } from "./data/site-summary.ts";
import { sumUp } from "./data/sum-up.ts";
import { writeCatalogue } from "./data/write-catalogue.ts";
import { writeImported } from "./data/write-imported.ts";
import { writeSets } from "./data/write-sets.ts";
import { writeElsewherePages, type PageOfElsewhere } from "./elsewhere-pages.ts";
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
  const differing = differingIn(before?.retracted ?? {}, retractedIn(before?.chunks ?? [], retractions));

  const assets = there.assets ?? (await writeAssets(target));
  const { sets, chunks, written } = await writeSets({
    target,
    read,
    chunks: before?.chunks ?? [],
    sets: before?.sets ?? [],
    fresh: gathered.fresh,
    isStale: (chunk) =>
      before?.prices !== pricedBy || (differing.size > 0 && digestsOf(chunk).some((of) => differing.has(of))),
    context,
  });
  const importedFile = await writeImported(target, imported);
  const retracted = retractedIn(chunks, retractions);
  const catalogue = await writeCatalogue(target, { sets, retractions, prices });
  // Meanwhile what they come to is computed.
  const pages = pagesToWrite(chunks, written, differing);
  const runPages = writePages(fromScratch, pages, read, { stores, target, assets, version, retracted });
  runPages.catch(() => {});

  const acknowledgements = await acknowledgementsOf(stores);
  const judged = await options.judge?.(() => allRuns(chunks, conflicting, read), retractions);
  const summed = await sumUp(chunks, read, {
    places: stores.map(({ uri }) => uri),
    imported,
    published: publishedTimings,
    ...(judged ?? nothingJudged),
    retractions,
    acknowledgements,
    knownJudgements: keptJudgements(before, acknowledgements, pages),
    leftOut: options.leftOut ?? [],
    conflicting,
  });
  const known = [
    ...chunks.flatMap((of) => of.known),
    ...knownRuns({ runs: [], conflicting }, imported, retractions).runs,
  ];
  const latest = await latestOf(sets, chunks, read);
  const elsewhere = await writeElsewherePages({
    runs: runsFromElsewhere(imported, publishedTimings, retractions).runs,
    imported,
    published: publishedTimings,
    before: before?.elsewhere ?? [],
    stores,
    target,
    assets,
    version,
  });
  const pageOfElsewhere: PageOfElsewhere = ({ id }) => elsewhere.pages.get(id) ?? null;
  const pageFaults = [...(await runPages), ...elsewhere.leftOut];
  const shown = { ...summed, leftOut: [...pageFaults.map(leftOutHere), ...summed.leftOut] };
  const input = {
    target,
    assets,
    version,
    shown,
    chunks,
    latest,
    known,
    prices,
    region,
    catalogue,
    pageOfElsewhere,
  };
  const isSame =
    before?.prices === pricedBy &&
    isEqual(before.chunks, chunks) &&
    areSame(before.acknowledgements, acknowledgements);
  const judgements = judgementsOf(summed.history);
  const [summary, summing] = await Promise.all([
    isSame
      ? before.summary
      : writeSummary(target, { prices: pricedBy, chunks, acknowledgements, judgements }),
    writeSummingPages(input),
  ]);

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
  for (const file of [...there.all.filter((of) => !needed.has(of)), ...elsewhere.gone])
    await target.remove(file);
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
    elsewhere: [...elsewhere.pages.values()].sort(),
    files,
  });
  const all = [...pages.values()].flatMap((digests) => [...digests]);
  return {
    results: summed.results,
    runPages: all.length + elsewhere.leftOut.length - pageFaults.length,
    fromScratch,
    changed: [
      ...summing.changed,
      ...all.filter((digest) => gathered.again.has(digest) || differing.has(digest)).map(runPage),
    ],
    leftOut: pageFaults,
    shown,
  };
}

const isEqual = <Of>(a: readonly Of[], b: readonly Of[]): boolean =>
  a.length === b.length && a.every((of, index) => of === b[index]);

/** Results, by their digest, of which it changed whether and why they were taken back. */
const differingIn = (
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): ReadonlySet<string> =>
  new Set([...Object.keys(before), ...Object.keys(now)].filter((of) => before[of] !== now[of]));

/** Results of which the page is not there, or another one; their digests, by the chunks that have their rows. */
type PagesToWrite = ReadonlyMap<ChunkSummary, ReadonlySet<string>>;

function pagesToWrite(
  chunks: readonly ChunkSummary[],
  written: PagesToWrite,
  differing: ReadonlySet<string>,
): PagesToWrite {
  if (differing.size === 0) return written;
  const pages = new Map(written);
  for (const chunk of chunks) {
    const here = digestsOf(chunk).filter((digest) => differing.has(digest));
    if (here.length > 0) pages.set(chunk, new Set([...(written.get(chunk) ?? []), ...here]));
  }
  return pages;
}

/** Fewer pages are written before a thread has begun. */
const fewestForThreads = 2_000;

/** Writes the pages of results: with all processors where all of many are made, from folders to a folder. */
async function writePages(
  fromScratch: boolean,
  pages: PagesToWrite,
  read: ReadChunk,
  input: RunPagesInput,
): Promise<LeftOut[]> {
  const { stores, target, ...rest } = input;
  const isHere = [target, ...stores].every(({ uri }) => path.isAbsolute(uri));
  const results = [...pages.values()].reduce((sum, { size }) => sum + size, 0);
  if (fromScratch && isHere && results >= fewestForThreads) {
    const places = stores.map(({ uri }) => uri);
    return runPagesInThreads([...pages.keys()], { ...rest, places, folder: target.uri });
  }
  const faults: LeftOut[] = [];
  for (const [{ file }, digests] of pages) {
    const wanted = (await read(file)).filter(({ rows: [row] }) => digests.has(row.result_sha256));
    faults.push(...(await writeRunPages(wanted, input)));
  }
  return faults;
}
