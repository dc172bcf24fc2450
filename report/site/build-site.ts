import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { overview, type IdentifiedVerdict } from "../overview/overview.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionFinder, retractionText } from "../index/run-reservations.ts";
import { retractionsOf } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { acknowledgementsOf } from "../track/acknowledgements.ts";
import { gatherResults, type SiteResult } from "./data/gather-results.ts";
import { writeCatalogue } from "./data/write-catalogue.ts";
import { writeEstimateData } from "./data/write-estimate-data.ts";
import { writeSeries, writeSeriesList } from "./data/write-series.ts";
import { writeSets } from "./data/write-sets.ts";
import { latestOf } from "./data/latest-of.ts";
import { comparePage } from "./pages/compare-page.ts";
import { estimatePage } from "./pages/estimate-page.ts";
import { byUrgency, historyPage } from "./pages/history-page.ts";
import { machineBody, machinesOf, machinesPage, type MeasuredMachine } from "./pages/machine-pages.ts";
import { overviewPage } from "./pages/overview-page.ts";
import { programSources } from "./program-sources.ts";
import { writeRunPages } from "./run-pages.ts";
import { siteDocument, type SiteDocument } from "./site-document.ts";
import { machinePage, sitePages } from "./site-layout.ts";
import { runPage } from "./run-page-path.ts";
import { programOf, readState, writeState } from "./site-state.ts";
import type { SiteTarget } from "./target/site-target.ts";
import { writeAssets } from "./write-assets.ts";

export interface BuildSiteOptions {
  readonly version: string;
  /** Whose list prices machine pages show first. */
  readonly region: string;
  readonly prices?: PriceBook;
  /** Of a suite's primary contrasts; none where no suite was named. */
  readonly verdicts?: readonly IdentifiedVerdict[];
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
  const program = programOf(version, programSources());
  const state = await readState(target, program);
  const gathered = await gatherResults(stores, target, state);
  const { results, fromScratch } = gathered;
  const retractions = await retractionsOf(stores);
  const finder = retractionFinder(retractions);
  const retractionOf = ({ rows: [row] }: SiteResult): string | null => {
    const found = finder(row);
    return found ? retractionText(found) : null;
  };
  const retracted = Object.fromEntries(
    results.flatMap((of) => {
      const reason = retractionOf(of);
      return reason === null ? [] : [[of.rows[0].result_sha256, reason]];
    }),
  );
  const before = fromScratch ? {} : (state?.retracted ?? {});
  const isStale = ({ rows: [{ result_sha256: sha }] }: SiteResult) => before[sha] !== retracted[sha];
  const stale = results.filter((of) => of.isNew || isStale(of));

  const assets = state?.assets ?? (await writeAssets(target));
  const sets = await writeSets(target, gathered);
  const catalogue = await writeCatalogue(target, { sets, retractions });
  const pageFaults = await writeRunPages(stale, { stores, target, assets, version, retractionOf });

  const shown = overview({
    places: stores.map(({ uri }) => uri),
    runs: results.flatMap(({ rows }) => rows),
    verdicts: options.verdicts ?? [],
    retractions,
    acknowledgements: await acknowledgementsOf(stores),
    leftOut: [...(options.leftOut ?? []), ...pageFaults],
    conflicting: gathered.conflicting,
    prices,
  });
  const latest = latestOf(results);
  const changed: string[] = [];
  const write = async (path: string, page: Omit<SiteDocument, "version">): Promise<void> => {
    changed.push(path);
    await target.write(path, Buffer.from(siteDocument({ ...page, version }, assets)));
  };
  const machines = Array.from(machinesOf(shown.subjects), ([name, measured]): MeasuredMachine => {
    const { all, shown: latestHere } = latest.on(name);
    return { name, measured, results: all, latest: latestHere };
  });
  for (const machine of machines) {
    const title = machine.name;
    const body = machineBody(machine, prices);
    await write(machinePage(machine.name), { title, menu: "machines", depth: 1, body });
  }
  await write(sitePages.machines, {
    title: "Machines",
    menu: "machines",
    depth: 0,
    body: machinesPage(machines, prices, region),
  });
  await write(sitePages.overview, {
    title: "Overview",
    menu: "overview",
    depth: 0,
    body: overviewPage(shown, latest.anywhere),
  });
  await write(sitePages.compare, {
    title: "Compare",
    menu: "compare",
    depth: 0,
    body: comparePage(),
    scripts: [catalogue, assets.compare],
  });
  const pages = new Map(
    results.map(({ rows: [row] }) => [`${row.job_id}/${row.attempt}`, runPage(row.result_sha256)]),
  );
  const series = byUrgency(await writeSeries(target, shown.history, (id) => pages.get(id) ?? null));
  const seriesList = await writeSeriesList(target, series);
  await write(sitePages.history, {
    title: "History",
    menu: "history",
    depth: 0,
    body: historyPage(series),
    scripts: [seriesList, assets.history],
  });
  const known = await writeEstimateData(target, stores, prices, region);
  await write(sitePages.estimate, {
    title: "Estimate",
    menu: "estimate",
    depth: 0,
    body: estimatePage(known.simulations, known.regions, known.defaults),
    scripts: [known.file, assets.estimate],
  });
  const files = [
    ...Object.values(assets),
    catalogue,
    known.file,
    seriesList,
    ...series.map(({ file }) => file),
    ...sets.map(({ file }) => file),
  ];
  await writeState(target, {
    format: 1,
    program,
    assets,
    places: stores.map(({ uri }) => uri),
    segments: gathered.segments,
    sets,
    conflicting: gathered.conflicting.length,
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
      ...changed,
      ...stale.filter(({ isNew }) => !isNew).map((of) => runPage(of.rows[0].result_sha256)),
    ],
    leftOut: pageFaults,
  };
}
