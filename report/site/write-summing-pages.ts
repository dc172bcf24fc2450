import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { KnownRun } from "../estimate/known-run.ts";
import type { Overview } from "../overview/overview.ts";
import { resultsOfChunks, type ChunkSummary } from "./data/chunk-summary.ts";
import type { Latest } from "./data/latest-of.ts";
import { writeEstimateData } from "./data/write-estimate-data.ts";
import { writeSeries, writeSeriesList } from "./data/write-series.ts";
import type { PageOfElsewhere } from "./elsewhere-pages.ts";
import { comparePage } from "./pages/compare-page.ts";
import { estimatePage } from "./pages/estimate-page.ts";
import { byUrgency, historyPage } from "./pages/history-page.ts";
import { machineBody, machinesOf, machinesPage, type MeasuredMachine } from "./pages/machine-pages.ts";
import { overviewPage } from "./pages/overview-page.ts";
import { runPage } from "./run-page-path.ts";
import { siteDocument, type SiteAssets, type SiteDocument } from "./site-document.ts";
import { machinePage, sitePages } from "./site-layout.ts";
import type { SiteTarget } from "./target/site-target.ts";

export interface SummingPagesInput {
  readonly target: SiteTarget;
  readonly assets: SiteAssets;
  readonly version: string;
  readonly shown: Overview;
  readonly chunks: readonly ChunkSummary[];
  readonly latest: Latest;
  /** What estimates rest on, of the places. */
  readonly known: readonly KnownRun[];
  readonly prices: PriceBook;
  readonly region: string;
  readonly pageOfElsewhere: PageOfElsewhere;
  /** File of what there is to compare. */
  readonly catalogue: string;
}

/**
 * Writes the pages that sum up, each after the data that it names: `changed`, and `files`, those of data. Whoever calls it
 * has written what they link to.
 */
export async function writeSummingPages({
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
}: SummingPagesInput): Promise<{ readonly changed: readonly string[]; readonly files: readonly string[] }> {
  const changed: string[] = [];
  const write = async (path: string, page: Omit<SiteDocument, "version" | "depth">): Promise<void> => {
    changed.push(path);
    const depth = path.includes("/") ? 1 : 0;
    await target.write(path, Buffer.from(siteDocument({ ...page, depth, version }, assets)));
  };
  const machines = Array.from(machinesOf(shown.subjects), ([name, measured]): MeasuredMachine => {
    const { all = 0, shown: latestHere = [] } = latest.on.get(name) ?? {};
    return { name, measured, results: all, latest: latestHere };
  });
  for (const machine of machines) {
    const body = machineBody(machine, prices);
    await write(machinePage(machine.name), { title: machine.name, menu: "machines", body });
  }
  await write(sitePages.machines, {
    title: "Machines",
    menu: "machines",
    body: machinesPage(machines, prices, region),
  });
  await write(sitePages.overview, {
    title: "Overview",
    menu: "overview",
    body: overviewPage(shown, latest.anywhere, pageOfElsewhere),
  });
  await write(sitePages.compare, {
    title: "Compare",
    menu: "compare",
    body: comparePage(assets.drawInstances),
    scripts: [catalogue, assets.compare],
  });
  const digests = new Map<string, string>();
  for (const { id, digest } of resultsOfChunks(chunks)) digests.set(id, digest);
  const pageOf = (id: string): string | null => {
    const digest = digests.get(id);
    return digest === undefined ? null : runPage(digest);
  };
  const series = byUrgency(await writeSeries(target, shown.history, pageOf));
  const seriesList = await writeSeriesList(target, series);
  await write(sitePages.history, {
    title: "History",
    menu: "history",
    body: historyPage(series),
    scripts: [seriesList, assets.history],
  });
  const estimates = await writeEstimateData({ target, stored: known, prices, region, pageOfElsewhere });
  await write(sitePages.estimate, {
    title: "Estimate",
    menu: "estimate",
    body: estimatePage(estimates.simulations, estimates.regions, estimates.defaults),
    scripts: [estimates.file, assets.estimate],
  });
  return { changed, files: [estimates.file, seriesList, ...series.map(({ file }) => file)] };
}
